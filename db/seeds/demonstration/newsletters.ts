/** Three issues of each letter: two that were sent, and one that waits for a second person at the helpdesk. */
import type { Instant } from '../../../domain/calendar.ts';
import type { Letter } from '../../../domain/newsletters.ts';
import { instant, type Database } from '../../connect.ts';
import { stableId } from './stable-id.ts';
import type { Times } from './times.ts';

const day = 86_400_000;
const user = (key: string): string => stableId(`user ${key}`);
type Told = readonly [key: string, letter: Letter, daysAgo: number, title: string, text: string];

const sent: readonly Told[] = [
  [
    'flash 2',
    'flash-accueil',
    41,
    'Canicule et grand froid : ce qui se prépare en automne',
    "Bonjour,\n\nUne page pour relire avec votre équipe ce qui se vérifie avant l'hiver : chauffage, sorties, sommeil.\n\nLes réponses à vos questions : https://www.one.be/professionnel/milieux-daccueil/",
  ],
  [
    'flash 1',
    'flash-accueil',
    12,
    'Fin d’année : fermetures, présences et contacts',
    "Bonjour,\n\nPensez à encoder vos jours de fermeture dans « Horaires » : les familles les lisent sur Premiers Pas.\n\nLes agents de votre administration subrégionale répondent jusqu'au 24 décembre à midi. Leurs coordonnées sont dans « Contacts ONE ».",
  ],
  [
    'prodige 2',
    'prodige',
    55,
    'Le portail en chiffres, six mois après',
    'Bonjour,\n\nCe que vous avez introduit en ligne depuis le printemps, et ce que nous améliorons grâce à vos remarques.',
  ],
  [
    'prodige 1',
    'prodige',
    20,
    'Importer ses présences : le guide',
    "Bonjour,\n\nLe fichier de votre logiciel se dépose dans « Présences » : le portail montre ce qu'il a compris, et vous confirmez.\n\nUne séance en ligne est annoncée dans « Séances et enquêtes ».",
  ],
];
const waiting: readonly Told[] = [
  [
    'flash next',
    'flash-accueil',
    -4,
    'Vaccination : les nouveautés de janvier',
    'Bonjour,\n\nLe calendrier vaccinal change au 1er janvier. Ce qui se demande aux parents, et où le lire.',
  ],
  [
    'prodige next',
    'prodige',
    -7,
    'Le bilan de fonctionnement se fait en ligne',
    'Bonjour,\n\nVotre auto-évaluation se remplit à plusieurs et se garde toute seule. En trois écrans.',
  ],
];

export async function insertNewsletters(db: Database, now: Instant, times: Times): Promise<void> {
  const issue = ([key, letter, daysAgo, title, text]: Told, more: object): object => ({
    id: stableId(`newsletter ${key}`),
    letter,
    title,
    text,
    dated_on: times.day(-daysAgo),
    written_by: user('helpdesk'),
    written_at: instant(now - (Math.max(daysAgo, 0) + 2) * day),
    ...more,
  });
  await db('newsletter_issues').insert([
    ...sent.map((told) => {
      const at = instant(now - told[2] * day);
      return issue(told, { sent_by: user('helpdesk-2'), sent_at: at, queued_at: at });
    }),
    ...waiting.map((told) => issue(told, { sent_by: null, sent_at: null, queued_at: null })),
  ]);
  await db('mail_wishes').insert([
    {
      user_id: user('admin-poussins'),
      notices: 'each',
      flash: 'post',
      prodige: 'mail',
      updated_at: instant(now - 30 * day),
    },
    {
      user_id: user('admin-delvaux'),
      notices: 'each',
      flash: 'post',
      prodige: 'none',
      updated_at: instant(now - 30 * day),
    },
  ]);
}
