/** No program can take this way: what it rests on is contradictory, or it ends in an error of its own. */
export class Impossible extends Error {}

/** More ways than can be tried. */
export class TooManyWays extends Error {}

const MOST = 1_000;

interface Choice {
  readonly taken: number;
  readonly of: number;
}

/** The turns of one run: those that an earlier run prescribes, then always the first. */
export class Choices {
  private at = 0;

  constructor(private readonly path: Choice[]) {}

  /** One of `count`, from 0. */
  among(count: number): number {
    if (count === 0) throw new Impossible();
    const choice = this.path[this.at] ?? { taken: 0, of: count };
    this.path[this.at] = choice;
    this.at += 1;
    return choice.taken;
  }

  either(): boolean {
    return this.among(2) === 0;
  }
}

/**
 * Runs again and again until every turn has been taken both ways; gives what each run found.
 * @throws TooManyWays
 */
export function everyWay<T>(run: (choices: Choices) => T): T[] {
  const found: T[] = [];
  let path: Choice[] = [];
  for (let ways = 0; ways < MOST; ways += 1) {
    try {
      found.push(run(new Choices(path)));
    } catch (error) {
      if (!(error instanceof Impossible)) throw error;
    }
    const last = path.findLastIndex(({ taken, of }) => taken + 1 < of);
    const turn = path[last];
    if (turn === undefined) return found;
    path = [...path.slice(0, last), { ...turn, taken: turn.taken + 1 }];
  }
  throw new TooManyWays(`more than ${MOST} ways to build it`);
}
