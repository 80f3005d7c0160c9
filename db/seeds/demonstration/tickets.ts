/** What the helpdesk was asked these days, and the sentences that it writes often. */
import type { Instant } from '../../../domain/calendar.ts';
import { instant, type Database } from '../../connect.ts';
import { stableId } from './stable-id.ts';

const day = 86_400_000;
const user = (key: string): string => stableId(`user ${key}`);

export async function insertTickets(db: Database, now: Instant): Promise<void> {
  const ticket = (key: string, hours: number, more: object): object => ({
    id: stableId(`ticket ${key}`),
    at: instant(now - hours * 3_600_000),
    ...more,
  });
  await db('contact_messages').insert([
    ticket('enterprise', 70, {
      user_id: user('admin-petits-chenes'),
      name: 'Nathalie Servais',
      email: 'n.servais@petits-chenes.example',
      subject: 'correction',
      about: 'Courriel ou téléphone',
      facility_id: stableId('facility chenes'),
      organising_body_id: stableId('body petits-chenes'),
      message: 'Le numéro de téléphone du milieu se termine par 14, pas par 41.',
      answered_at: instant(now - 46 * 3_600_000),
      assignee_id: user('helpdesk'),
    }),
    ticket('sign-in', 26, {
      name: 'Olivia Wauters',
      email: 'o.wauters@bulles.example',
      subject: 'sign-in',
      message: "itsme me répond que je n'ai pas de compte. Je travaille ici depuis lundi.",
    }),
    ticket('suggestion', 4, {
      user_id: user('admin-delvaux'),
      name: 'Émilie Delvaux',
      email: 'e.delvaux@delvaux.example',
      subject: 'suggestion',
      message: 'Pourrait-on imprimer la liste de mes demandes ?',
    }),
    // Handed to the one who follows the place.
    ticket('authorisation', 52, {
      user_id: user('admin-petits-chenes'),
      name: 'Nathalie Servais',
      email: 'n.servais@petits-chenes.example',
      subject: 'other',
      facility_id: stableId('facility coccinelle'),
      organising_body_id: stableId('body petits-chenes'),
      message:
        "Nous changeons de chaudière en février : faut-il prévenir l'ONE si la section des bébés passe une semaine à l'étage ?",
      assignee_id: user('referent-namur'),
      handed_by: user('helpdesk'),
      handed_at: instant(now - 28 * 3_600_000),
      handed_note:
        'Question de fond sur les locaux autorisés : je vous la confie, la crèche attend une réponse avant le 10.',
    }),
  ]);
  await db('canned_sentences').insert(
    [
      [
        'Première connexion avec itsme ou eID',
        "Bonjour {prénom},\n\nVotre accès est créé par l'administrateur·rice de votre pouvoir organisateur, sous « Gérer mes utilisateurs ». Il n'y a ni compte à demander, ni mot de passe : connectez-vous ensuite avec itsme ou votre carte d'identité.\n\n{moi}, helpdesk Pro.ONE",
      ],
      [
        'Donnée consultable : comment la faire corriger',
        "Bonjour {prénom},\n\nLes données marquées d'un cadenas se corrigent sur demande : ouvrez la fiche de {milieu}, « demander une correction », et joignez une preuve.\n\n{moi}, helpdesk Pro.ONE (ticket {référence})",
      ],
      [
        'Numéro de registre national : correction en cours',
        'Bonjour {prénom},\n\nLa correction demandée est contrôlée par une seconde personne. Vous pourrez vous connecter dès qu’elle sera confirmée, en principe aujourd’hui.\n\n{moi}, helpdesk Pro.ONE',
      ],
    ].map(([title, text]) => ({
      id: stableId(`sentence ${title ?? ''}`),
      title,
      text,
      written_by: user('helpdesk'),
      written_at: instant(now - 90 * day),
    })),
  );
  await db('contact_replies').insert({
    id: stableId('reply enterprise'),
    message_id: stableId('ticket enterprise'),
    at: instant(now - 46 * 3_600_000),
    author_id: user('helpdesk'),
    from_helpdesk: true,
    text: "Bonjour, c'est corrigé dans la fiche du milieu. Pouvez-vous vérifier ?",
  });
}
