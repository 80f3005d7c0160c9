/** Two requests: a data manager who wants to know what is held, and somebody without an account, to whom a question is put. */
import { addDays, dayOf, startOfDay, type Instant } from '../../../../domain/calendar.ts';
import { process } from '../../../../workflows/privacy-request/process.ts';
import { instant, type Database } from '../../../connect.ts';
import { digestOf } from '../../../follow-up-code.ts';
import { askAsStranger, askAsUser, confirm } from '../../../privacy-request/askers.ts';
import { recordAct } from '../../../record-act.ts';
import { stableId } from '../stable-id.ts';

const nine = 9 * 3_600_000;

export async function tellPrivacyRequests(db: Database, { now }: { now: Instant }): Promise<void> {
  const on = (day: number): Instant => Math.min(startOfDay(addDays(dayOf(now), day)) + nine, now - 1);
  await askAsUser(
    db,
    stableId('user data-chenes'),
    {
      token: stableId('privacy request of a user'),
      at: on(-12),
      kind: 'access',
      name: 'Olivier Wauters',
      email: 'olivier.wauters@exemple.example',
      text: "Je voudrais savoir quelles données l'ONE a sur moi, d'où elles viennent et qui les a lues.",
    },
    'Accès à des données personnelles',
  );
  const token = stableId('privacy request of a stranger');
  const name = 'Brigitte Lacroix';
  await askAsStranger(db, {
    token,
    at: on(-6),
    kind: 'erasure',
    name,
    email: 'brigitte.lacroix@exemple.example',
    text: 'J’ai travaillé à la crèche de 2011 à 2015. Merci d’effacer ce qui me concerne.',
  });
  const link = await db('link_mails').where({ kind: 'privacy-request-confirm' }).first<{ token: string }>('token');
  const confirmed = await confirm(db, {
    token: link.token,
    at: on(-5),
    labelOf: () => 'Effacement de données personnelles',
  });
  if (!confirmed) throw new Error('nothing to confirm');
  const { caseId } = confirmed;
  // So that its page can be shown.
  await db('privacy_askers')
    .where({ case_id: caseId })
    .update({ code_digest: digestOf('DEMV-EPRV-EEQU-T234') });
  await recordAct(db, process, caseId, {
    action: 'ask-identity',
    token: stableId('privacy question'),
    facts: {},
    content: {
      reason: 'Dans quelle crèche, et sous quelle fonction ? N’envoyez pas de copie de votre carte d’identité.',
    },
    actor: { role: 'dpo', userId: stableId('user dpo') },
    at: on(-2),
  });
  await db('effects')
    .whereIn('case_id', db('privacy_askers').select('case_id'))
    .where({ status: 'pending' })
    .update({ status: 'done', done_at: instant(now) });
  await db('link_mails').whereLike('kind', 'privacy-request-%').delete();
}
