// Whether the process of this container can serve now: `node healthy.mjs PORT`, for the container's health check.
const answer = await fetch(`http://127.0.0.1:${process.argv[2]}/readyz`).catch(() => undefined);
process.exitCode = answer?.ok === true ? 0 : 1;
