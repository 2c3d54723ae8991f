/**
 * Both lists in one, each element once: the elements of `newer` in their order, and those that only `older` has, each
 * after the one that it followed there.
 */
export function mergeInOrder<T>(newer: Iterable<T>, older: Iterable<T>): T[] {
  const order = new Set(newer);
  const leading: T[] = [];
  const following = new Map<T, T[]>();
  let place = leading;
  for (const element of older) {
    if (!order.has(element)) {
      place.push(element);
      continue;
    }
    place = following.get(element) ?? [];
    following.set(element, place);
  }
  return [...leading, ...[...order].flatMap((element) => [element, ...(following.get(element) ?? [])])];
}
