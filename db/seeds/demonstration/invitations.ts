/** Sessions, surveys and tests to which operators are invited. */
import type { Instant } from '../../../domain/calendar.ts';
import { instant, type Database } from '../../connect.ts';
import { stableId } from './stable-id.ts';
import type { Times } from './times.ts';

const day = 86_400_000;
const user = (key: string): string => stableId(`user ${key}`);

export async function insertInvitations(db: Database, now: Instant, times: Times): Promise<void> {
  const invitation = (key: string, more: object): object => ({
    id: stableId(`invitation ${key}`),
    written_by: user('helpdesk'),
    written_at: instant(now - 6 * day),
    ...more,
  });
  await db('invitations').insert([
    invitation('trimestre', {
      kind: 'session',
      title: 'Encoder son trimestre : questions et réponses',
      text: 'Une heure et demie avec la cellule DIGIPRO : le tableau de bord du trimestre, les présences importées de votre logiciel, ce qui est demandé en correction.',
      place: 'en ligne',
      held_on: times.day(17),
      from_hour: '09:30',
      to_hour: '11:00',
      register_until: times.day(15),
      seats: 40,
      sectors: ['early-childhood'],
      kinds: ['subsidised-creche'],
    }),
    invitation('bilan', {
      kind: 'user-test',
      title: "Essayer l'auto-évaluation avant tout le monde",
      text: "Trois quarts d'heure par écran partagé : vous notez un domaine, nous regardons où cela accroche. Aucune donnée n'est gardée.",
      place: 'en ligne',
      register_until: times.day(10),
      seats: 2,
      sectors: ['early-childhood'],
    }),
    invitation('horaires', {
      kind: 'survey',
      title: 'Horaires atypiques : de quoi avez-vous besoin ?',
      text: "Dix questions, cinq minutes. Les réponses servent à préparer l'appel à projets de 2027.",
      register_until: times.day(30),
    }),
  ]);
  await db('inscriptions').insert(
    ['admin-poussins', 'admin-delvaux', 'data-clair-matin'].map((key, index) => ({
      invitation_id: stableId('invitation bilan'),
      user_id: user(key),
      at: instant(now - (60 - index) * 3_600_000),
    })),
  );
}
