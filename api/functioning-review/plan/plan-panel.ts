/** The plan beside the form of an act, as its own page shows it. */
import type { Plan } from '../../../domain/functioning-review/plan.ts';
import { sizeOfPlan } from '../../../views/functioning-review/plan-words.ts';
import type { FileContext } from '../../cases/act-form.ts';
import type { Panel } from '../../cases/procedure-pages.ts';
import type { Pages } from '../own.ts';
import { planView } from './plan-view.ts';
import { storyOf } from './rounds.ts';

type Context = FileContext<Pages>;
export const styles = ['styles/plan.css'];
export const countActions = ({ objectives }: Plan): number =>
  objectives.reduce((sum, { actions }) => sum + actions.length, 0);
export const sizeOf = (plan: Plan): string => sizeOfPlan(plan.objectives.length, countActions(plan));

/** The plan in a card beside the form, as the page of the plan shows it. */
export function planPanel(context: Context, plan: Plan, title: string): Panel {
  const told = storyOf(context.file.acts);
  const last = told.rounds.at(-1);
  const isLast = last?.plan === plan;
  const round = isLast ? last.number : told.rounds.length + 1;
  return {
    partial: 'functioning-review/plan-card',
    title,
    plan: planView({
      plan,
      round,
      before: told.rounds.find(({ number }) => number === round - 1)?.plan,
      story: told,
      reader: context.reader,
      today: context.today,
    }),
  };
}
export const lastPanel = (context: Context): Panel[] => {
  const last = storyOf(context.file.acts).rounds.at(-1);
  return last ? [planPanel(context, last.plan, `Le plan, tour ${String(last.number)} : ${sizeOf(last.plan)}`)] : [];
};
