/** Work on many rows, so many at a time. */
export const inHands = async <T>(
  hands: number,
  all: readonly T[],
  work: (one: T) => Promise<unknown>,
): Promise<void> => {
  const left = [...all];
  await Promise.all(
    Array.from({ length: hands }, async () => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
    }),
  );
};
