/** A project as its carrier introduces it, and what is then done to it: for the demonstration, and for tests that need one of their own. */
import { randomUUID } from 'node:crypto';
import type { Instant } from '../../../../domain/calendar.ts';
import type { FactsOf, Role } from '../../../../workflows/procedure.ts';
import type { Action, Kind, Words } from '../../../../workflows/preparatory-process/contract.ts';
import { process } from '../../../../workflows/preparatory-process/process.ts';
import type { Database } from '../../../connect.ts';
import { openCase, recordAct } from '../../../record-act.ts';

export type Answers = Readonly<Record<string, string | number | boolean>>;
export interface Project {
  id?: string;
  bodyId: string;
  /** Of ONE, where the project is. */
  administration: string;
  kind: Kind;
  answers: Answers;
  by: string;
  at: Instant;
}
/** @returns its case */
export async function makeProject(db: Database, project: Project): Promise<string> {
  const { id = randomUUID(), bodyId, administration, kind, answers, by, at } = project;
  const { caseId } = await openCase(db, process, {
    caseId: id,
    token: id,
    subject: { kind: 'organising-body', id: bodyId, administration },
    kind,
    action: 'introduce',
    facts: { kind },
    content: { ...answers },
    actor: { role: 'operator', userId: by, onBehalfOf: bodyId, acr: 450 },
    at,
  });
  return caseId;
}

export interface Step<A extends Action = Action> {
  action: A;
  role: Role;
  userId: string;
  at: Instant;
  facts?: FactsOf<Words, A>;
  content?: object;
}
export async function takeStep(db: Database, caseId: string, step: Step): Promise<void> {
  const { action, role, userId, at, facts = {}, content = null } = step;
  await recordAct(db, process, caseId, {
    action,
    token: randomUUID(),
    facts,
    content,
    actor: { role, userId, acr: 450 },
    at,
  });
}

/** What a home and a crèche may answer. */
export const homeAnswers: Answers = {
  careType: 'childminder',
  carrier: 'natural-person',
  idea: 'Un petit groupe, des journées calmes et beaucoup de temps dehors. Chaque enfant garde son rythme, et les parents entrent quand ils veulent.',
  postcode: '5100',
  locality: 'Jambes',
  street: 'rue de Dave 214',
  premises:
    'Salon, 26 m², où les enfants jouent. Chambre au rez-de-chaussée, 12 m², pour la sieste. Cuisine séparée, 11 m².',
  occupation: 'owner',
  area: 38,
  outdoor: true,
  outdoorText: 'Jardin de 120 m², clôturé sur trois côtés ; le quatrième le sera au printemps.',
  fireSafety: 'asked',
  capacity: 4,
  ages: 'de 0 à 3 ans',
  hours: 'Du lundi au vendredi, de 7 h 30 à 17 h 30.',
  staff: "Moi-même. J'ai travaillé six ans comme puéricultrice et suis la formation de base des accueillantes.",
  financing: 'Aménagement et matériel : 4 500 €, sur mes économies. Participation des parents selon leurs revenus.',
};
export const crecheAnswers: Answers = {
  careType: 'subsidised-creche',
  carrier: 'legal-person',
  idea: 'Une crèche de quartier, ouverte aux familles du plan de logement voisin, avec un lieu de rencontre le mercredi.',
  postcode: '5300',
  locality: 'Andenne',
  premises:
    'Ancienne école de plain-pied. Deux salles de vie, 48 et 44 m², deux dortoirs de 20 m², cuisine, sanitaires.',
  occupation: 'promised',
  area: 186,
  outdoor: true,
  outdoorText: 'Cour de 160 m², à rendre plus verte.',
  fireSafety: 'not-yet',
  capacity: 21,
  ages: 'de 0 à 3 ans, en trois groupes',
  hours: 'Du lundi au vendredi, de 7 h à 18 h.',
  staff: 'Une direction à mi-temps et quatre équivalents temps plein de puériculture, dont deux à engager.',
  financing: 'Travaux : 240 000 €, dont la moitié par un emprunt. Le subside demandé couvre les salaires.',
};
