/** What Mon Équipe, the quarter and training hold about a person of a team. */
import type { Held } from '../../db/privacy-request/holdings.ts';
import { quarterInWords } from '../../domain/quarter.ts';
import { staffDocuments, staffFunctions, staffLinks } from '../../domain/staff/functions.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import { getProcedure } from '../procedure-words.ts';
import { day, label, numberIn, text, type Procedures, type Sheet } from './holdings-cells.ts';

export const staffSheets = {
  identity: {
    name: 'Identité (Mon Équipe)',
    why: "savoir qui travaille dans un milieu d'accueil",
    columns: { 'Prénom': 20, 'Nom': 24, 'Né·e le': 14, 'Numéro de registre national': 34 },
    line: (row) => [
      ...[text(row.first_name), text(row.family_name), day(row.born_on)],
      row.has_number === true ? 'gardé, scellé, non reproduit' : 'non gardé',
    ],
  },
  contracts: {
    name: 'Contrats (Mon Équipe)',
    why: "vérifier l'encadrement et calculer les subsides",
    columns: {
      ...{ 'Pouvoir organisateur': 36, "Milieu d'accueil": 34, 'Lien': 28, 'Fonction': 34 },
      ...{ 'Temps (%)': 12, 'Heures par semaine': 18, 'Employeur': 28, 'Du': 12, 'Au': 12 },
    },
    line: (row) => [
      ...[text(row.body), text(row.place), label(staffLinks, row.link), label(staffFunctions, row.function)],
      ...[numberIn(row.percent), numberIn(row.weekly_hours), text(row.employer), day(row.from_on), day(row.to_on)],
    ],
  },
  projects: {
    name: 'Projets extrascolaires (responsable)',
    why: "s'adresser à la personne responsable du projet d'un lieu",
    columns: {
      ...{ 'Pouvoir organisateur': 36, 'Lieu': 34, 'Depuis le': 14, 'Téléphone': 18, 'Courriel': 34 },
    },
    line: (row) => [text(row.body), text(row.place), day(row.from_on), text(row.phone), text(row.email)],
  },
  diplomas: {
    name: 'Diplômes (Mon Équipe)',
    why: 'vérifier les titres demandés pour une fonction',
    columns: { 'Pouvoir organisateur': 36, 'Titre': 60, 'Obtenu le': 14 },
    line: (row) => [text(row.body), text(row.title), day(row.obtained_on)],
  },
  papers: {
    name: 'Documents (Mon Équipe)',
    why: "savoir qu'un document demandé existe ; il reste chez l'employeur",
    columns: { 'Pouvoir organisateur': 36, 'Document': 34, 'Daté du': 14, "Valable jusqu'au": 16 },
    line: (row) => [text(row.body), label(staffDocuments, row.kind), day(row.dated_on), day(row.expires_on)],
  },
  absences: {
    name: 'Absences (Mon Équipe)',
    why: "vérifier l'encadrement ; aucun motif n'est gardé",
    columns: { 'Pouvoir organisateur': 36, 'Du': 14, 'Au': 14 },
    line: (row) => [text(row.body), day(row.from_on), day(row.to_on)],
  },
  salaries: {
    name: 'Salaires bruts (subsides)',
    why: "calculer le subside trimestriel du milieu d'accueil",
    columns: { 'Pouvoir organisateur': 36, 'Trimestre': 20, 'Subside demandé': 18, 'Salaire brut, mois par mois': 36 },
    line: (row) => [
      text(row.body),
      typeof row.quarter === 'string' ? quarterInWords(row.quarter) : '',
      row.subsidised === true ? 'oui' : 'non',
      Array.isArray(row.cents)
        ? row.cents.map((cents) => (cents === null ? '–' : centsInWords(Number(cents)))).join(' ; ')
        : '',
    ],
  },
  trainings: {
    name: 'Formation continue',
    why: 'compter les heures de formation demandées aux équipes',
    columns: {
      ...{ 'Pouvoir organisateur': 36, 'Organisme': 36, 'Module': 44, 'Heures': 10 },
      ...{ 'Du': 12, 'Au': 12, 'Où en est-elle ?': 24 },
    },
    line: (row, procedures) => [
      ...[text(row.body), text(row.organisation), text(row.module), numberIn(row.hours)],
      ...[day(row.from_on), day(row.to_on), statusIn(procedures, row.status)],
    ],
  },
  qualifications: {
    name: 'Qualifications (formation)',
    why: "reconnaître le titre d'une personne de l'équipe",
    columns: { 'Pouvoir organisateur': 36, 'Titre': 60, 'Obtenu le': 14, 'Où en est-elle ?': 24 },
    line: (row, procedures) => [
      ...[text(row.body), text(row.title), day(row.obtained_on), statusIn(procedures, row.status)],
    ],
  },
} as const satisfies Readonly<Partial<Record<Held, Sheet>>>;

const statusIn = (procedures: Procedures, status: unknown): string =>
  rowOf(getProcedure(procedures, 'training-recognition').process, text(status)).label;
