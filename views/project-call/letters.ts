/** The receipt of a file: what was received, at what hour, by which digest. */
import { formatDateTime } from '../../domain/french-dates.ts';
import type { Words } from '../../workflows/project-call/contract.ts';
import type { EffectOfKind } from '../../workflows/procedure.ts';
import { plainLetter, type ProcedureLetters } from '../letters/letters.ts';
import { lastAct } from '../letters/parts.ts';

export const letters: ProcedureLetters<EffectOfKind<Words, 'letter'>> = {
  receipt(context, options) {
    const act = lastAct(context);
    const names = context.documents.filter(({ actNumber }) => actNumber === act.number).map(({ name }) => name);
    return plainLetter(context, options, {
      name: 'Accusé de réception',
      paragraphs: [
        `L'ONE a bien reçu ${act.action === 'deposit' ? 'votre dossier' : 'votre nouveau dossier, qui remplace le précédent,'} le ${formatDateTime(act.at)}, sous la référence ${context.case.reference}.`,
        ...(names.length > 0 ? [`Documents reçus : ${names.join(', ')}.`] : []),
        "Vous pouvez le remplacer jusqu'à l'heure de clôture de l'appel : chaque dépôt reçoit un accusé de réception, et le dernier compte. Le résultat vous sera communiqué lorsque l'ONE publiera ceux de tous les dossiers.",
        ...(act.hash
          ? [`Empreinte du dépôt (SHA-256), qui permet de vérifier qu'il n'a pas été modifié : ${act.hash}`]
          : []),
        'Le présent accusé de réception est délivré automatiquement ; il ne préjuge pas du résultat.',
      ],
    });
  },
};
