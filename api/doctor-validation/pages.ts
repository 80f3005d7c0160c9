/** The pages of one doctor at one crèche. */
import { Router } from 'express';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { Day } from '../../domain/calendar.ts';
import { process } from '../../workflows/doctor-validation/process.ts';
import { refusalWords, words } from '../../views/doctor-validation/words.ts';
import type { ProcedurePages, Reader, Situation } from '../cases/procedure-pages.ts';
import { titleOfTurn, untilDay } from '../cases/turns.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { acts } from './acts.ts';
import { addRoutes } from './add.ts';
import { listRoutes } from './doctors.ts';
import { exchanges } from './exchanges.ts';
import { loadOwn, nameOfDoctor, toldIn, type File, type Pages, type Row } from './own.ts';
import { changePanel, conventionPanel, doctorPanel, elsewherePanel, latePanel, placesPanel } from './panels.ts';
import { listPath } from './paths.ts';
import { placesRoutes } from './places.ts';
import { requestDrafts } from './request.ts';
import { toldRows } from './told-rows.ts';

export const doctorValidation: ProcedurePages<Pages> = {
  process,
  words,
  acts,
  load: loadOwn,
  title: (row, reader, file) =>
    `${reader === 'one' && row.status === 'to-validate' ? 'Valider un médecin : ' : ''}${nameOfDoctor(file)}`,
  situation: situationOf,
  declared,
  decides: ['validate', 'refuse', 'accept-change', 'refuse-change', 'suspend', 'resume'],
  exchanges,
  expects: () => [{ slot: 'convention', label: 'Convention de collaboration' }],
  documentWord: (_row, { slot }) => (slot === 'convention' ? 'Convention de collaboration' : undefined),
  contact: () => 'subsidy-manager',
  back: { href: listPath, label: 'à mes médecins' },
  panels: (file, reader) => {
    const { status } = file.row;
    const waits = status === 'change-to-validate';
    return {
      first: [...latePanel(file, reader), ...(waits ? changePanel(file) : [])],
      ...(reader === 'one'
        ? { subject: [doctorPanel(file)], beside: [conventionPanel(file), elsewherePanel(file)] }
        : { side: placesPanel(file) }),
    };
  },
  // By the menu, for who has a subsidised crèche: a tile would lead others to a refusal.
  wayIn: { drafts: requestDrafts },
  routes: (deps) => Router().use(listRoutes(deps), addRoutes(deps), placesRoutes(deps)),
};

/** What the operator has sent last; of a doctor whom ONE knows, the name too. */
function declared(file: File): SummaryRow[] {
  const story = toldIn(file);
  if (!story) return [{ field: 'erased', label: 'Contenu', value: "effacé à l'échéance de conservation" }];
  const { asked } = story;
  return [
    ...(asked.familyName === undefined ? [{ field: 'name', label: 'Nom et prénom', value: nameOfDoctor(file) }] : []),
    ...toldRows(asked),
    ...(file.row.state.data.until
      ? [{ field: 'until', label: 'Fin de collaboration', value: formatLongDate(file.row.state.data.until) }]
      : []),
  ];
}

function situationOf({ status, state }: Row, reader: Reader, today: Day): Situation {
  const { data, tasks } = state;
  const { until, inWords } = untilDay(tasks[0]?.dueOn, today);
  const operator = reader === 'operator';
  const ends = data.until ? ` La collaboration se termine le ${formatLongDate(data.until)}.` : '';
  switch (status) {
    case 'to-validate':
      return {
        title: "C'est à l'ONE.",
        text: operator ? 'Votre gestionnaire subsides répond avant le' : 'Le médecin est à valider avant le',
        until,
        rest: `${inWords}. ${operator ? "En attendant, ses consultations s'enregistrent en brouillon ; elles se signent dès qu'il est validé." : ''}${ends}`,
      };
    case 'complement-asked':
      return {
        title: titleOfTurn('operator', reader),
        text: 'Un complément est attendu avant le',
        until,
        rest: `${inWords}. Sans lui, la demande est retirée ; le médecin peut être réintroduit.`,
      };
    case 'validated':
      return {
        title: 'Le médecin est validé.',
        text: `Ses consultations se signent à partir du ${formatLongDate(data.from)}.${ends}`,
      };
    case 'change-to-validate':
      return {
        title: "C'est à l'ONE.",
        text: 'Une modification est à accepter avant le',
        until,
        rest: `${inWords}. Ce qui a été validé reste valable jusque-là.${ends}`,
      };
    case 'suspended':
      return {
        title: 'Le médecin est suspendu.',
        text: `Ses consultations pendant la suspension ne se signent pas ; celles d'avant restent remboursables.${ends}`,
      };
    case 'ended':
      return {
        title: 'La collaboration est terminée.',
        text: data.until
          ? `Elle s'est terminée le ${formatLongDate(data.until)} : les consultations jusqu'à ce jour restent remboursables.`
          : '',
      };
    case 'refused': {
      const { label, consequence } = refusalWords[data.motive ?? 'other'];
      return { title: 'Le médecin est refusé.', text: `Motif : ${label}. ${consequence}` };
    }
    case 'withdrawn':
      return { title: 'La demande est retirée.', text: 'Le médecin peut être introduit à nouveau.' };
    case 'cancelled':
      return { title: 'La demande est annulée.', text: 'Le médecin peut être introduit à nouveau.' };
    default:
      return status satisfies never;
  }
}
