/** What waits for a second person at the helpdesk: each of the two has asked for something that the other may confirm. */
import { instant, type Database } from '../../connect.ts';
import { recordAudits } from '../../audit.ts';
import { dayOf, type Instant } from '../../../domain/calendar.ts';
import { numberConsent } from '../../../domain/consent.ts';
import { hashNationalNumber, makeNationalNumber } from '../../../domain/national-number.ts';
import { stableId } from './stable-id.ts';
import type { Times } from './times.ts';

const user = (key: string): string => stableId(`user ${key}`);
const hour = 3_600_000;

export async function tellWaitsOfHelpdesk(
  db: Database,
  { now, times, nissPepper }: { now: Instant; times: Times; nissPepper: string },
): Promise<void> {
  const huy = stableId('body cpas-huy');
  const [samira, pascal] = [user('helpdesk'), user('helpdesk-2')];
  const [corrected, recovered] = [stableId('ticket number'), stableId('ticket huy')];
  await db('contact_messages').insert([
    {
      id: corrected,
      at: instant(now - 31 * hour),
      name: 'Nathalie Servais',
      email: 'n.servais@petits-chenes.example',
      user_id: user('admin-petits-chenes'),
      organising_body_id: stableId('body petits-chenes'),
      subject: 'national-number',
      message:
        'Thomas Gérard ne peut pas se connecter : itsme le reconnaît, mais le portail dit qu’il n’est pas utilisateur.',
      assignee_id: samira,
    },
    {
      id: recovered,
      at: instant(now - 74 * hour),
      name: 'Secrétariat du CPAS',
      email: 'secretariat@cpas-huy.example',
      user_id: null,
      organising_body_id: null,
      subject: 'sign-in',
      message:
        "Notre administrateur est parti à la pension en septembre. Plus personne ne peut donner d'accès pour la crèche Le Petit Pont.",
      assignee_id: pascal,
    },
  ]);
  // Retired two months ago, and alone in that function.
  await db('grants')
    .where({ organising_body_id: huy, role: 'administrator' })
    .update({ valid_to: times.day(-60) });
  const correction = stableId('correction thomas-gerard');
  await db('niss_corrections').insert({
    id: correction,
    user_id: user('thomas-gerard'),
    niss_hash: hashNationalNumber(makeNationalNumber({ birthOn: '1984-09-12', sequence: 507 }), nissPepper),
    ticket_id: corrected,
    reason: "Deux chiffres inversés quand l'utilisateur a été ajouté.",
    proof: "Carte d'identité, montrée à l'écran pendant l'appel",
    proposed_by: samira,
    proposed_at: instant(now - 26 * hour),
  });
  await db('recoveries').insert({
    id: stableId('recovery cpas-huy'),
    organising_body_id: huy,
    ticket_id: recovered,
    letter: 'Signée par la présidente et le directeur général du CPAS, classée sous HUY-2026-11',
    letter_on: times.day(-4),
    called: 'Le directeur général, au numéro de la fiche signalétique',
    called_on: dayOf(now - 30 * hour),
    first_name: 'Catherine',
    family_name: 'Lejeune-Delhaye',
    email: 'catherine.lejeune@cpas-huy.example',
    niss_hash: hashNationalNumber(makeNationalNumber({ birthOn: '1979-05-23', sequence: 214 }), nissPepper),
    consent_text_version: numberConsent.version,
    proposed_by: pascal,
    proposed_at: instant(now - 29 * hour),
  });
  await recordAudits(db, [
    {
      at: now - 26 * hour,
      actorId: samira,
      acr: 450,
      event: 'propose-number',
      subject: 'user',
      subjectId: user('thomas-gerard'),
      change: { ticket: { before: null, after: corrected } },
    },
    {
      at: now - 29 * hour,
      actorId: pascal,
      acr: 450,
      event: 'propose-administrator',
      subject: 'organising-body',
      subjectId: huy,
      change: { status: { before: null, after: 'proposed' } },
    },
  ]);
}
