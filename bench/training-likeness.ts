/** How well grouping finds what the generator meant: pairs of spellings put together, against pairs that are one module of one organisation. */
import { grouped } from '../domain/grouped.ts';
import { groupSpellings } from '../domain/likeness/group.ts';
import type { Spelling } from '../domain/likeness/grouping.ts';
import { createDice } from '../db/seeds/generate/dice.ts';
import { planTraining, type WrittenLine } from '../db/seeds/generate/training.ts';

export interface Quality {
  precision: number;
  recall: number;
}
export interface GroupingMeasured {
  lines: number;
  spellings: number;
  groups: number;
  truths: number;
  seconds: number;
  bySpelling: Quality;
  byLine: Quality;
}

export function spellingsOf(lines: readonly WrittenLine[]): (Spelling & { truths: ReadonlyMap<string, number> })[] {
  return [...grouped(lines, ({ organisation, module }) => `${organisation}\n${module}`)].map(([id, list]) => ({
    id,
    organisation: list[0]!.organisation,
    module: list[0]!.module,
    lines: list.length,
    operators: [...new Set(list.map(({ operator }) => String(operator)))],
    sessions: [...new Set(list.map(({ on, hours }) => `${on} ${String(hours)}`))],
    truths: new Map([...grouped(list, ({ truth }) => truth)].map(([truth, some]) => [truth, some.length])),
  }));
}

export function measureGrouping(
  seed: number,
  plan = { lines: 6000, operators: 350, organisations: 220 },
): GroupingMeasured {
  const lines = planTraining(createDice(seed), { ...plan, today: '2026-11-23', largest: 500 });
  const spellings = spellingsOf(lines);
  const started = performance.now();
  const groups = groupSpellings(spellings);
  const seconds = (performance.now() - started) / 1000;
  const groupOf = new Map(
    groups.flatMap(({ members }, index) => members.filter(({ isIn }) => isIn).map(({ id }) => [id, index] as const)),
  );
  const units = spellings.flatMap(({ id, truths }) =>
    [...truths].map(([truth, weight]) => ({ group: groupOf.get(id)!, truth, weight })),
  );
  return {
    lines: lines.length,
    spellings: spellings.length,
    groups: groups.length,
    truths: new Set(lines.map(({ truth }) => truth)).size,
    seconds,
    bySpelling: quality(units.map((unit) => ({ ...unit, weight: 1 }))),
    byLine: quality(units),
  };
}

/** Of all pairs: how many of those put together belong together, and how many of those that belong together were put so. */
function quality(units: readonly { group: number; truth: string; weight: number }[]): Quality {
  const pairs = (key: (unit: (typeof units)[number]) => string): number =>
    [...grouped(units, key).values()].reduce((sum, list) => {
      const total = list.reduce((all, { weight }) => all + weight, 0);
      return sum + (total * (total - 1)) / 2;
    }, 0);
  const both = pairs(({ group, truth }) => `${String(group)} ${truth}`);
  return { precision: both / pairs(({ group }) => String(group)), recall: both / pairs(({ truth }) => truth) };
}
