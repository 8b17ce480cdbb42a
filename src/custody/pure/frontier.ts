import { foldNodes, nodeHash, rangeNodes, type NodeId } from './merkle';

export interface Node extends NodeId {
  readonly hash: Buffer;
}

/** The right edge of a growing tree: its full subtrees, left to right. Memory grows with the logarithm of the size. */
export class Frontier {
  #size: number;
  readonly #edge: Node[];

  private constructor(size: number, edge: Node[]) {
    this.#size = size;
    this.#edge = edge;
  }

  static empty(): Frontier {
    return new Frontier(0, []);
  }

  /** @param hashes of `Frontier.nodes(size)`, in that order. */
  static at(size: number, hashes: readonly Buffer[]): Frontier {
    const nodes = Frontier.nodes(size);
    if (nodes.length !== hashes.length) throw new RangeError(`a tree of ${size} has another edge`);
    const edge = nodes.flatMap((node, place) => {
      const hash = hashes[place];
      return hash === undefined ? [] : [{ ...node, hash }];
    });
    return new Frontier(size, edge);
  }

  /** Which stored nodes make the edge of a tree of `size`. */
  static nodes(size: number): NodeId[] {
    return rangeNodes({ from: 0, to: size });
  }

  get size(): number {
    return this.#size;
  }

  /** Adds one leaf. Gives the full subtrees that it completes, from the leaf up. */
  append(leaf: Buffer): Node[] {
    return this.add({ level: 0, index: this.#size, hash: leaf });
  }

  /** Adds a whole subtree, where its first leaf is the next. Gives the full subtrees that it completes, from itself up. */
  add(subtree: Node): Node[] {
    const leaves = 2 ** subtree.level;
    if (subtree.index * leaves !== this.#size)
      throw new RangeError(`a tree of ${this.#size} goes on elsewhere`);
    let node = subtree;
    const made = [node];
    for (;;) {
      const left = this.#edge.at(-1);
      if (left?.level !== node.level) break;
      this.#edge.pop();
      node = { level: node.level + 1, index: left.index / 2, hash: nodeHash(left.hash, node.hash) };
      made.push(node);
    }
    this.#edge.push(node);
    this.#size += leaves;
    return made;
  }

  root(): Buffer {
    return foldNodes(this.#edge.map((node) => node.hash));
  }
}
