import { randomUUID } from 'node:crypto';
import { recordAct } from '../../db/record-act.ts';
import type { ActionOf, Process, Role, Vocabulary } from '../../workflows/procedure.ts';
import type { Engine } from './engine.ts';
import { personOf } from './walk-table.ts';

/** Acts on a case of any procedure, after each of which the clerk has caught up. @returns the number of the act */
export const actsThrough =
  <V extends Vocabulary>(engine: Engine, process: Process<V>, caseId: string) =>
  async (role: Role, action: ActionOf<V>, facts: object = {}, content: object | null = null): Promise<number> => {
    const { number } = await recordAct(engine.db, process, caseId, {
      action,
      token: randomUUID(),
      facts,
      content,
      actor: { role, userId: personOf(role) && randomUUID() },
      at: await engine.now(),
    });
    engine.bell.ring(process.slug, caseId);
    await engine.settle();
    return number;
  };
