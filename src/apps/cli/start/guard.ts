// Loaded before a process that `lintel start` runs: when the supervisor is gone, however it went, this one drains too.
const DRAIN_MS = 30_000;

process.on('disconnect', () => {
  setTimeout(() => process.exit(1), DRAIN_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
// The channel alone must not keep a process that has drained.
process.channel?.unref();
