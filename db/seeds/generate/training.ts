/** Waiting lines of training as operators wrote them, with what they meant: what grouping is measured against. Nothing of the database. */
import { addDays, type Day } from '../../../domain/calendar.ts';
import type { Dice } from './dice.ts';
import { writeModule, writeOrganisation } from './training-spelling.ts';
import { givenNames, inventOrganisations, type TrueModule, type TrueOrganisation } from './training-names.ts';

export interface WrittenLine {
  /** Which operator, from 0. */
  operator: number;
  /** Which of the operator's persons, from 0. */
  person: number;
  organisation: string;
  module: string;
  on: Day;
  hours: number;
  /** The organisation and module that were meant. */
  truth: string;
}
export interface TrainingPlan {
  lines: number;
  operators: number;
  organisations: number;
  today: Day;
  /** Lines of the most followed module. */
  largest?: number;
}

export function planTraining(dice: Dice, plan: TrainingPlan): WrittenLine[] {
  const dayCount = 900;
  const organisations = inventOrganisations(dice, plan.organisations, dayCount);
  const habits = new Map<string, string>();
  const written: WrittenLine[] = [];
  const follow = (organisation: TrueOrganisation, module: TrueModule, operator: number, many: number): void => {
    const session = dice.pick(module.sessions);
    const truth = `${organisation.name} | ${module.title}`;
    // Whoever encodes writes as they did last time, most often.
    const asUsual = (key: string, write: () => string): string => {
      const usual = habits.get(key);
      if (usual !== undefined && dice.chance(0.85)) return usual;
      const text = write();
      habits.set(key, text);
      return text;
    };
    const said = asUsual(`${String(operator)} ${truth}`, () => writeModule(dice, module.title));
    const name = dice.weigh({ organisation: 94, teacher: 3, hall: 2, training: 1 });
    const by = {
      organisation: () =>
        asUsual(`${String(operator)} ${organisation.name}`, () => writeOrganisation(dice, organisation)),
      teacher: () =>
        dice.pick([`Mme ${session.teacher}`, `${dice.pick(givenNames)} ${session.teacher}`, `Mr ${session.teacher}`]),
      hall: () => session.hall,
      training: () => said,
    }[name]();
    for (let person = 0; person < many; person += 1)
      written.push({
        operator,
        person: (dice.between(0, 5) + person) % 12,
        organisation: by,
        module: said,
        on: addDays(plan.today, -session.on),
        hours: session.hours,
        truth,
      });
  };
  const [first] = organisations;
  const [best] = first?.modules ?? [];
  // One that everybody follows, with many sessions.
  while (first && best && written.length < (plan.largest ?? 0))
    follow(first, best, dice.between(0, plan.operators - 1), dice.between(1, 4));
  while (written.length < plan.lines) {
    // Few are followed by many, many by few.
    const rank = Math.floor(organisations.length * Math.pow(dice.between(0, 999) / 1000, 1.6));
    const organisation = organisations[rank] ?? organisations[0];
    if (!organisation) break;
    follow(organisation, dice.pick(organisation.modules), dice.between(0, plan.operators - 1), dice.between(1, 3));
  }
  return written.slice(0, plan.lines);
}
