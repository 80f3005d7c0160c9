/** The pages of one line or one qualification: what it says, where it stands. */
import { Router } from 'express';
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { slug } from '../../workflows/training-recognition/contract.ts';
import { available } from '../../workflows/procedure.ts';
import { process } from '../../workflows/training-recognition/process.ts';
import { listOthers } from '../../db/training/duplicates.ts';
import { findSubject } from '../../db/training/lines.ts';
import { motiveWords, titleWords, words } from '../../views/training-recognition/words.ts';
import type { CaseRowOf, ProcedurePages, Reader, Situation } from '../cases/procedure-pages.ts';
import { titleOfTurn, untilDay } from '../cases/turns.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { acts, exchanges, type File, type Pages } from './acts.ts';
import { correctRoutes } from './correct.ts';
import { encodeRoutes } from './encode.ts';
import { overviewRoutes } from './overview.ts';
import { correctPath } from './paths.ts';
import { qualificationRoutes } from './qualification.ts';
import { hoursInWords } from '../hours-bar.ts';
import { datesInWords } from './words.ts';

export const trainingRecognition: ProcedurePages<Pages> = {
  process,
  words,
  acts,
  async load(db, { id }, _today, ability) {
    const [subject, others] = await Promise.all([findSubject(db, id), listOthers(db, ability, id)]);
    return { ...subject, others };
  },
  situation: situationOf,
  declared: declaredIn,
  decides: ['recognise', 'refuse', 'merge'],
  exchanges,
  receives: ['information-asked'],
  back: { href: '/pro/trainings', label: 'à la formation continue' },
  contact: () => 'aes-referent',
  panels: ({ row, own: { line } }, reader) => ({
    beside:
      line && reader === 'operator' && mayBeCorrected(row)
        ? [{ partial: `${slug}/correct`, href: correctPath(row.id) }]
        : [],
  }),
  routes: (deps) =>
    Router().use(overviewRoutes(deps), encodeRoutes(deps), qualificationRoutes(deps), correctRoutes(deps)),
};

/** As the table says: while it waits, and after an error of encoding. */
const mayBeCorrected = ({ state }: CaseRowOf<Pages>): boolean => available(process, state).includes('correct');

function declaredIn({ own: { line, qualification } }: File): SummaryRow[] {
  if (line)
    return [
      { field: 'module', label: 'Module', value: line.module },
      { field: 'organisation', label: 'Organisme', value: line.organisation },
      { field: 'dates', label: 'Dates', value: datesInWords(line) },
      { field: 'hours', label: 'Heures', value: hoursInWords(line.hours) },
      ...(line.moduleId && line.organisationId
        ? []
        : [{ field: 'other', label: 'Encodé avec', value: '« Autre », attestation jointe' }]),
    ];
  if (qualification)
    return [
      { field: 'title', label: 'Titre', value: titleWords[qualification.title] },
      { field: 'obtainedOn', label: 'Obtenu le', value: formatLongDate(qualification.obtainedOn) },
    ];
  return [];
}

function situationOf({ status, state }: CaseRowOf<Pages>, reader: Reader, today: Day): Situation {
  const { data, tasks } = state;
  const { until, inWords } = untilDay(tasks[0]?.dueOn, today);
  switch (status) {
    case 'waiting':
      return data.kind === 'module'
        ? {
            title: "C'est à l'ONE.",
            text: 'Les lignes semblables sont décidées ensemble.',
          }
        : {
            title: "C'est à l'ONE.",
            text: 'Le titre est examiné avant le',
            until,
            rest: '.',
          };
    case 'information-asked':
      return {
        title: titleOfTurn('operator', reader),
        text: "L'ONE demande une information, avant le",
        until,
        rest: `${inWords}. Sans réponse, l'ONE décide avec ce qui est là.`,
      };
    case 'recognised':
      return {
        title: data.kind === 'module' ? 'Le module est reconnu.' : 'La qualification est reconnue.',
        text: data.kind === 'module' ? 'Ses heures comptent.' : 'Les 50 heures par période de 3 ans comptent.',
      };
    case 'refused': {
      const { label, basis, consequence } = motiveWords[data.motive ?? 'duplicate'];
      return { title: "Ce n'est pas reconnu.", text: `Motif : ${label} (${basis}). ${consequence}` };
    }
    case 'merged':
      return {
        title: 'La ligne est un doublon.',
        text: 'Elle est fusionnée avec une autre ligne de la même personne.',
      };
    case 'withdrawn':
      return { title: 'La ligne est retirée.', text: 'Ses heures ne comptent pas.' };
    case 'cancelled':
      return { title: 'La demande est annulée.', text: 'Ses heures ne comptent pas.' };
    default:
      return status satisfies never;
  }
}
