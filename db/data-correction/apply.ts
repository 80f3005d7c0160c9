/** An accepted correction, carried out: in the transaction that marks the effect done. */
import type { CaseData, Kind, Status } from '../../workflows/data-correction/contract.ts';
import { recordAudit, type Change } from '../audit.ts';
import type { Database } from '../connect.ts';
import type { EffectContext } from '../effect-context.ts';
import { findDatum, isOfBody, isSameDatum, writeDatum, type Datum } from './data.ts';
import { getWanted } from './wanted.ts';

export async function applyCorrection(
  trx: Database,
  { case: row, act }: EffectContext<Status, CaseData>,
): Promise<void> {
  const kind = row.kind as Kind;
  const subjectId = isOfBody(kind) ? row.organising_body_id : row.facility_id;
  if (subjectId === null) throw new Error('a correction about nothing');
  const { current, wanted } = await getWanted(trx, row.id);
  const before = await findDatum(trx, { kind, subjectId, held: true });
  // Written meanwhile by somebody else, in the moment since it was accepted: theirs stays, and the page of the case says so.
  if (wanted.value === null || !isSameDatum(before, current.value)) return;
  await writeDatum(trx, { kind, subjectId, datum: wanted.value });
  await recordAudit(trx, {
    at: act.at,
    actorId: act.actor_id,
    event: 'update',
    subject: isOfBody(kind) ? 'organising-body' : 'facility',
    subjectId,
    change: changeOf(kind, before, wanted.value),
  });
}

const auditedAs: Readonly<Record<Kind, string>> = {
  'facility-name': 'name',
  'facility-type': 'kind',
  'authorised-on': 'valid_from',
  'body-name': 'name',
  'body-type': 'kind',
  'enterprise-number': 'enterprise_number',
  'seat': 'seat',
};
/** An address part by part, so that what is a person's own is masked. */
function changeOf(kind: Kind, before: Datum | null, after: Datum): Change {
  if (typeof after === 'string') return { [auditedAs[kind]]: { before, after } };
  const was: Partial<Exclude<Datum, string>> = typeof before === 'object' && before !== null ? before : {};
  return Object.fromEntries(
    (['street', 'number', 'box', 'postcode', 'locality'] as const)
      .filter((part) => was[part] !== after[part])
      .map((part) => [part, { before: was[part], after: after[part] }]),
  );
}
