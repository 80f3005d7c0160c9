/** What ONE has asked to be corrected, place by place, as the act that asks holds it. */
import type { CorrectionCode } from '../../workflows/quarterly-subsidy/contract.ts';
import type { Database } from '../connect.ts';

/** The content of `ask-correction`. */
export interface AskedCorrections {
  /** By code: what is to be corrected there. */
  texts: Readonly<Partial<Record<CorrectionCode, string>>>;
  /** Of all of them. */
  reason?: string;
}

/** The last that was asked, for the pages of the report: they read no other act. The caller has looked at the rights on the case. */
export async function findAskedCorrections(db: Database, caseId: string): Promise<AskedCorrections | undefined> {
  const row = (await db('acts as a')
    .join('act_contents as k', (on) => {
      on.on('k.case_id', 'a.case_id').andOn('k.number', 'a.number');
    })
    .where({ 'a.case_id': caseId, 'a.action': 'ask-correction' })
    .orderBy('a.number', 'desc')
    .first('k.content')) as { content: Partial<AskedCorrections> | null } | undefined;
  return row?.content ? readAsked(row.content) : undefined;
}

/** Older acts hold a reason alone. */
export const readAsked = (content: Readonly<Record<string, unknown>> | Partial<AskedCorrections>): AskedCorrections => {
  const { texts, reason } = content as Partial<AskedCorrections>;
  return { texts: texts ?? {}, ...(reason ? { reason } : {}) };
};
