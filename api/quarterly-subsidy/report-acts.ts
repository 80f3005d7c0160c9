/** The report of the quarter: submitted, corrected, and a derogation to its last day. */
import { z } from 'zod';
import { digestOf, centsDeclared, markOf, movedParts, type SealedPart } from '../../db/quarterly-subsidy/sealed.ts';
import { quarterInWords } from '../../domain/quarter.ts';
import { tickedFullTimes } from '../../domain/subsidy/report.ts';
import { totalOf } from '../../domain/subsidy/salaries.ts';
import type { Facts } from '../../workflows/quarterly-subsidy/contract.ts';
import { euros } from '../../views/quarterly-subsidy/report-words.ts';
import { actForm, type ActForm, type ActFormParts, type Sealed } from '../cases/act-form.ts';
import type { Panel } from '../cases/procedure-pages.ts';
import { oneText } from '../cases/usual-forms.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { boardPanel, isReady } from './board.ts';
import { answersIn, answersInput, answersSchema, changesSince, faultsOfAnswers } from './corrections.ts';
import { declaringIn, readToday, titleOf, type Declaring, type Pages, type Row } from './own.ts';
import { attachmentField } from './report/attachment-field.ts';

export const statementOf = ({ facility_name: name, state }: Pick<Row, 'facility_name' | 'state'>): string =>
  `Je confirme que les données déclarées pour ${name}, ${quarterInWords(state.data.quarter)}, sont complètes et exactes.`;

const partWords: Readonly<Record<SealedPart, string>> = {
  staff: 'le personnel rétribué',
  information: 'les renseignements',
  costs: 'les frais divers',
  attendance: 'les présences envoyées',
  consultations: 'les consultations envoyées',
  team: 'Mon Équipe',
};
const numbers = new Intl.NumberFormat('fr-BE', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** What is signed, in figures. */
function summaryOf({ sealed }: Declaring): SummaryRow[] {
  const { report, attendance, consultations, team } = sealed;
  const ticked = report.staff.filter(({ subsidised }) => subsidised);
  const fullTimes = tickedFullTimes(report.staff);
  const present = attendance.reduce(
    (sum, { totals }) => ({
      days: sum.days + (totals?.present.days ?? 0),
      halfDays: sum.halfDays + (totals?.present.halfDays ?? 0),
    }),
    { days: 0, halfDays: 0 },
  );
  return [
    {
      field: 'staff',
      label: 'Personnel à subsidier',
      values: [
        `${String(ticked.length)} personnes, ${euros(ticked.reduce((sum, row) => sum + totalOf(row), 0))} de salaires bruts`,
        `${numbers.format(fullTimes.direction)} ETP direction, ${numbers.format(fullTimes.pms)} psycho-médico-social, ${numbers.format(fullTimes.childcare)} accueil`,
      ],
    },
    {
      field: 'attendance',
      label: 'Présences',
      value: `${String(present.days)} j - ${String(present.halfDays)} ½j, ${String(attendance.length)} mois envoyés`,
    },
    {
      field: 'consultations',
      label: 'Consultations',
      value: `${String(consultations.flatMap(({ lines }) => lines).length)} consultations, ${String(consultations.length)} mois envoyés`,
    },
    { field: 'costs', label: 'Frais et consultations', value: euros(centsDeclared(sealed)) },
    { field: 'closures', label: 'Fermetures', value: String(report.closures.length) },
    {
      field: 'team',
      label: 'Mon Équipe',
      value: `${String(team.members.length)} personnes, avec toutes leurs données`,
    },
  ];
}

/** What is signed is read in the act's own transaction, below: the form itself holds nothing. */
const nothingYet: Facts['submit'] = { digest: '', declared: 0 };

type Parts = ActFormParts<Pages, Facts['submit'], Record<string, unknown>>;
const submitted: Parts = {
  intro: ({ row }) => `« ${statementOf(row)} »`,
  fields: () => [],
  files: () => [attachmentField],
  panels: ({ file }): Panel[] => [
    { partial: 'quarterly-subsidy/signed', title: 'Ce que vous soumettez', rows: summaryOf(declaringIn(file)) },
  ],
  blocked({ file, row, today }) {
    const declaring = declaringIn(file);
    return isReady(declaring) ? undefined : [boardPanel(declaring, row, today)];
  },
  schema: z.strictObject({}),
  split: () => ({ facts: nothingYet, content: {} }),
  seal: {
    mark: ({ file }) => markOf(declaringIn(file).sealed),
    async read(trx, { row, content, today, ability }, seen): Promise<Sealed<Facts['submit']>> {
      const own = await readToday(trx, row, today, ability);
      const moved = movedParts(seen, own.sealed);
      if (moved.length > 0)
        return {
          ok: false,
          moved: true,
          fault: `Des données ont changé pendant que vous lisiez : ${moved.map((part) => partWords[part]).join(', ')}. Rien n'a été soumis. Relisez, puis soumettez.`,
        };
      if (!isReady(own))
        return { ok: false, moved: false, fault: 'Des points empêchent de soumettre : rien n’a été soumis.' };
      return {
        ok: true,
        facts: { digest: digestOf(own.sealed), declared: centsDeclared(own.sealed) },
        content: { ...content, statement: statementOf(row), submitted: own.sealed },
      };
    },
  },
};

export const submit: ActForm<Pages, Facts['submit']> = actForm<Pages>()(submitted);
/** Submitted anew: with what changed since, and an answer to each thing that was asked. */
export const answerCorrection: ActForm<Pages, Facts['submit']> = actForm<Pages>()({
  ...submitted,
  fields: ({ file }) => answersInput(file),
  schema: answersSchema,
  checkFile: (values, { file }) => faultsOfAnswers(values, file),
  split: async (values, _row, read) => {
    const { file } = await read();
    const changes = changesSince(file);
    return {
      facts: nothingYet,
      content: { answers: answersIn(values, file), ...(changes ? { changes } : {}) },
    };
  },
});

export const askDerogation: ActForm<Pages, Facts['ask-derogation']> = oneText<Pages>(
  'reason',
  'Les circonstances particulières',
  'Écrivez pourquoi la demande ne peut pas être soumise à temps.',
  {
    intro: ({ row }) =>
      `L'ONE peut accorder une dérogation au délai pour des circonstances particulières. ${titleOf(row)}.`,
  },
);
