/** « d'Élise », « que Sandrine »: an h is taken as silent. */
export const elided = (word: 'de' | 'que', name: string): string =>
  /^[aeiouyh]/i.test(name.normalize('NFD').replace(/\p{Mark}/gu, ''))
    ? `${word.slice(0, -1)}'${name}`
    : `${word} ${name}`;
