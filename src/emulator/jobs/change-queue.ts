/** Items by the time at which each changes next: a binary heap. */
export class ChangeQueue<Item> {
  readonly #heap: { readonly atMs: number; readonly item: Item }[] = [];

  /** When the first item changes; infinity without items. */
  get nextMs(): number {
    return this.#heap[0]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  /** Adds an item that changes at `atMs`; one that never does is left out. */
  add(item: Item, atMs: number): void {
    if (atMs === Number.POSITIVE_INFINITY) {
      return;
    }
    const heap = this.#heap;
    heap.push({ atMs, item });
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#swapIfLater(parent, child)) {
        return;
      }
      child = parent;
    }
  }

  /** Takes out all items that have changed by `nowMs`, the earliest first. */
  *takeDue(nowMs: number): Generator<Item> {
    const heap = this.#heap;
    while (true) {
      const [first] = heap;
      if (first === undefined || first.atMs > nowMs) {
        return;
      }
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) {
        heap[0] = last;
        this.#sink();
      }
      yield first.item;
    }
  }

  /** Moves the first item down to its place. */
  #sink(): void {
    let parent = 0;
    while (true) {
      const left = 2 * parent + 1;
      const child = this.#isEarlier(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfLater(parent, child)) {
        return;
      }
      parent = child;
    }
  }

  #isEarlier(one: number, other: number): boolean {
    const heap = this.#heap;
    return (heap[one]?.atMs ?? Number.POSITIVE_INFINITY) < (heap[other]?.atMs ?? Number.POSITIVE_INFINITY);
  }

  #swapIfLater(parent: number, child: number): boolean {
    const heap = this.#heap;
    const [above, below] = [heap[parent], heap[child]];
    if (above === undefined || below === undefined || above.atMs <= below.atMs) {
      return false;
    }
    heap[parent] = below;
    heap[child] = above;
    return true;
  }
}
