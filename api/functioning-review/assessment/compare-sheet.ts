/** Side by side as a sheet: what its reader sees on the page, and nothing else. */
import { nothingSaid, type Evaluation } from '../../../db/functioning-review/assessment/evaluations.ts';
import { formatShortDate } from '../../../domain/french-dates.ts';
import { numberOf, type Score } from '../../../domain/functioning-review/questionnaire.ts';
import {
  domainWords,
  gapInWords,
  rewordingWords,
  scoreInWords,
} from '../../../views/functioning-review/assessment-words.ts';
import { textSheet } from '../../sheet.ts';
import type { Comparison } from './compare-context.ts';

export function comparisonSheet(of: Comparison, drawnAt: string): Promise<Buffer> {
  const { rows, previous, sees, questionnaire, notes, row } = of;
  const scored = (score: Score | null): string => (score === null ? '' : scoreInWords(questionnaire, score));
  const said = (evaluation: Evaluation, id: string) => evaluation.get(id) ?? nothingSaid;
  return textSheet({
    title: 'Côte à côte',
    columns: [
      { header: 'Domaine', width: 28 },
      { header: 'N°', width: 6 },
      { header: 'Critère', width: 60 },
      ...(previous ? [{ header: `Bilan ${previous.year} (ONE)`, width: 18 }] : []),
      ...(sees.operator
        ? [
            { header: 'Opérateur', width: 18 },
            { header: 'Ce qui le montre (opérateur)', width: 50 },
            { header: "Commentaire de l'opérateur", width: 50 },
          ]
        : []),
      ...(sees.one
        ? [
            { header: 'ONE', width: 18 },
            { header: 'Ce qui a été constaté (ONE)', width: 50 },
            { header: "Commentaire de l'ONE", width: 50 },
          ]
        : []),
      ...(sees.operator && sees.one ? [{ header: 'Écart', width: 24 }] : []),
      ...(of.isHeld ? [{ header: 'À la rencontre', width: 50 }] : []),
    ],
    rows: rows.map(({ criterion, operator, one, before, gap, rewording }) => [
      domainWords[criterion.domain].title,
      numberOf(criterion),
      criterion.wording,
      ...(previous ? [rewording ? rewordingWords[rewording] : scored(before)] : []),
      ...(sees.operator
        ? [scored(operator), said(of.operator, criterion.id).evidence, said(of.operator, criterion.id).remark]
        : []),
      ...(sees.one ? [scored(one), said(of.one, criterion.id).evidence, said(of.one, criterion.id).remark] : []),
      ...(sees.operator && sees.one ? [gapInWords(gap) ?? ''] : []),
      ...(of.isHeld ? [notes.get(criterion.id)?.note ?? ''] : []),
    ]),
    about: [
      `Bilan de fonctionnement ${row.reference} : ${row.facility_name}, ${row.postcode} ${row.locality}.`,
      `Premier jour : ${formatShortDate(row.state.data.firstDayOn)}. Questionnaire ${questionnaire.version}.`,
      sees.operator && sees.one
        ? `${String(rows.length)} critères, l'auto-évaluation et celle de l'ONE côte à côte.`
        : sees.operator
          ? "L'auto-évaluation seule : celle de l'ONE se lit dès que la rencontre a eu lieu."
          : "L'évaluation de l'ONE seule.",
      ...(of.opinion ? [`Avis santé (${of.opinion.by ?? ''}) : ${of.opinion.text}`] : []),
      `Tiré du portail le ${drawnAt}.`,
    ],
  });
}
