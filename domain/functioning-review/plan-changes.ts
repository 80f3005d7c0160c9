/** What a round has changed in a plan: marked in the cells, with what stood there before. */
import {
  actionFields,
  objectiveFields,
  type ActionFields,
  type Objective,
  type ObjectiveFields,
  type Plan,
  type PlanAction,
} from './plan.ts';

/** An answer is of its round: that it differs is no change of the plan. */
const compared = objectiveFields.filter((field) => field !== 'answer');

/** Of a row: that it is new, or of each field that changed, what stood there. */
export type RowMarks<Fields> = 'new' | { readonly [F in keyof Fields]?: string };
export interface PlanChanges {
  objectives: ReadonlyMap<string, RowMarks<ObjectiveFields>>;
  actions: ReadonlyMap<string, RowMarks<ActionFields>>;
  removedObjectives: readonly Objective[];
  /** By the objective that they stood under, which is still there. */
  removedActions: ReadonlyMap<string, readonly PlanAction[]>;
}

/** Rows that are as they were bear no mark. */
export function changesBetween(before: Plan, now: Plan): PlanChanges {
  const formerObjectives = byId(before.objectives);
  const formerActions = byId(before.objectives.flatMap(({ actions }) => actions));
  const current = byId(now.objectives);
  const currentActions = byId(now.objectives.flatMap(({ actions }) => actions));
  const gone = before.objectives.flatMap(({ id, actions }): [string, readonly PlanAction[]][] => {
    const removed = actions.filter((action) => !currentActions.has(action.id));
    return current.has(id) && removed.length > 0 ? [[id, removed]] : [];
  });
  return {
    objectives: marksOf(now.objectives, formerObjectives, compared),
    actions: marksOf(
      now.objectives.flatMap(({ actions }) => actions),
      formerActions,
      actionFields,
    ),
    removedObjectives: before.objectives.filter(({ id }) => !current.has(id)),
    removedActions: new Map(gone),
  };
}

/** How many rows it touches: for « 3 changements ». */
export const countChanges = ({ objectives, actions, removedObjectives, removedActions }: PlanChanges): number =>
  objectives.size +
  actions.size +
  removedObjectives.length +
  [...removedActions.values()].reduce((sum, rows) => sum + rows.length, 0);

const byId = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));

function marksOf<Field extends string, Row extends { id: string } & Readonly<Record<Field, string>>>(
  rows: readonly Row[],
  former: ReadonlyMap<string, Row>,
  fields: readonly Field[],
): Map<string, RowMarks<Record<Field, string>>> {
  return new Map(
    rows.flatMap((row): [string, RowMarks<Record<Field, string>>][] => {
      const was = former.get(row.id);
      if (!was) return [[row.id, 'new']];
      const changed = fields.filter((field) => row[field] !== was[field]);
      return changed.length === 0
        ? []
        : [
            [
              row.id,
              Object.fromEntries(changed.map((field) => [field, was[field] as string])) as RowMarks<
                Record<Field, string>
              >,
            ],
          ];
    }),
  );
}
