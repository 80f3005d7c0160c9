/** What ONE does with the places that were sent. */
import { z } from 'zod';
import { refusalMotives, type Facts, type RefusalMotive } from '../../workflows/aes-subsidy/contract.ts';
import { lateToDecide } from '../../workflows/aes-subsidy/rules.ts';
import { refusalMotiveWords } from '../../views/aes-subsidy/words.ts';
import { actForm, type ActForm } from '../cases/act-form.ts';
import { oneText } from '../cases/usual-forms.ts';
import { requiredText, textarea } from '../forms/inputs.ts';
import { refuseFor, sendBackOf } from '../subsidies/signed-sum.ts';
import type { Pages } from './own.ts';

/** Each place that waits for a decision. */
const decideLate = (intro: string): ActForm<Pages, Facts['accept-late']> =>
  actForm<Pages>()({
    intro: () => intro,
    fields: () => [textarea('reason', "Motivation, lue par l'opérateur", { rows: 4, maxLength: 5000 })],
    schema: z.strictObject({ reason: requiredText('Écrivez pourquoi.') }),
    split: ({ reason }, { row }) => ({ facts: { places: lateToDecide(row.state.data) }, content: { reason } }),
  });
export const acceptLate = decideLate('Les lieux envoyés hors délai sont contrôlés et calculés comme les autres.');
export const refuseLate = decideLate(
  "Les lieux envoyés hors délai ne sont pas subsidiés. Les autres le restent ; sans autre lieu, la demande est refusée et l'opérateur reçoit une décision motivée.",
);

export const sendBack: ActForm<Pages, Facts['send-back']> = sendBackOf<Pages>();
export const refuse: ActForm<Pages, Facts['refuse']> = refuseFor<Pages, RefusalMotive>(
  refusalMotives,
  refusalMotiveWords,
);

export const close: ActForm<Pages, Facts['close']> = oneText<Pages>(
  'reason',
  "Motif, lu par l'opérateur",
  'Écrivez pourquoi le trimestre est clôturé.',
  { stop: true, intro: () => 'Le trimestre est clôturé sans demande : rien ne pourra plus être envoyé.' },
);
export const keepOpen: ActForm<Pages, Facts['keep-open']> = oneText<Pages>(
  'reason',
  "Motif, lu par l'opérateur",
  'Écrivez pourquoi la demande reste ouverte.',
);
export const closeRest: ActForm<Pages, Facts['close-rest']> = oneText<Pages>(
  'reason',
  "Motif, lu par l'opérateur",
  'Écrivez pourquoi ces lieux ne sont plus attendus.',
  { intro: () => "Les lieux qui n'ont pas été envoyés ne pourront plus l'être. Ceux qui l'ont été ne changent pas." },
);
