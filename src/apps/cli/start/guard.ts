// Loaded before a process that `lintel start` runs. It is told to stop by the end of its channel, also where the supervisor
// was killed.
const DRAIN_MS = 30_000;

// What it makes is for itself, and for the group of a folder that says so.
process.umask(0o007);

process.on('disconnect', () => {
  setTimeout(() => process.exit(1), DRAIN_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
// The channel alone must not keep a process that has drained.
process.channel?.unref();
