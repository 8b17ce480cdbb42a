/** One line to the operator. */
export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
