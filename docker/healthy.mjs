// Whether the process of this container can serve now: `node healthy.mjs PORT`, for the container's health check. Says why not.
try {
  const answer = await fetch(`http://127.0.0.1:${process.argv[2]}/readyz`);
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
} catch (error) {
  console.log(error.cause?.message ?? error.message);
  process.exitCode = 1;
}
