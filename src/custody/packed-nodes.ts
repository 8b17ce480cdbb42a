import type { StoredNodes } from './pure/checkpoint-walk';

/** Nodes of one level in their order, each as 8 bytes of its index and 32 of its hash: a row for each node takes many times as long. */
export interface PackedLevel {
  readonly level: number;
  readonly nodes: Buffer;
}

const INDEX_BYTES = 8;
const HASH_BYTES = 32;
const NODE_BYTES = INDEX_BYTES + HASH_BYTES;

/** Goes through a level from left to right, as a tree that grows asks for it. */
class Level {
  #at = 0;

  constructor(private readonly nodes: Buffer) {}

  hashOf(index: number): Buffer | undefined {
    while (this.#at < this.nodes.length && this.#index < index) this.#at += NODE_BYTES;
    if (this.#at >= this.nodes.length || this.#index !== index) return undefined;
    return this.nodes.subarray(this.#at + INDEX_BYTES, this.#at + NODE_BYTES);
  }

  get #index(): number {
    return this.nodes.readUInt32BE(this.#at) * 2 ** 32 + this.nodes.readUInt32BE(this.#at + 4);
  }
}

export function nodesOf(packed: readonly PackedLevel[]): StoredNodes {
  const levels = packed.reduce<Level[]>((all, { level, nodes }) => {
    all[level] = new Level(nodes);
    return all;
  }, []);
  return ({ level, index }) => levels[level]?.hashOf(index);
}
