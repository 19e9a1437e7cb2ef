/** A queue that gives the largest item first, by a binary heap. */
export interface Heap<T> {
  readonly size: number;
  push(item: T): void;
  /** The largest item; undefined where there is none. */
  peek(): T | undefined;
  pop(): T | undefined;
}

/** @param key what items are ordered by */
export function heapOf<T>(key: (item: T) => number): Heap<T> {
  const items: T[] = [];
  const swap = (i: number, j: number) => {
    [items[i], items[j]] = [items[j]!, items[i]!];
  };
  const above = (i: number, j: number) => key(items[i]!) > key(items[j]!);
  return {
    get size() {
      return items.length;
    },
    push(item) {
      items.push(item);
      for (let i = items.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!above(i, parent)) return;
        swap(i, parent);
        i = parent;
      }
    },
    peek: () => items[0],
    pop() {
      if (items.length < 2) return items.pop();
      const largest = items[0];
      items[0] = items.pop()!;
      for (let i = 0; ; ) {
        let child = 2 * i + 1;
        if (child + 1 < items.length && above(child + 1, child)) child++;
        if (child >= items.length || !above(child, i)) return largest;
        swap(i, child);
        i = child;
      }
    },
  };
}
