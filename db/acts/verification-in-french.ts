/** What a verification found, as the command prints it. */
import type { Fault, Verification } from './verify-case.ts';

const inFrench = new Intl.NumberFormat('fr-BE');
const many = (count: number, one: string, more: string): string =>
  `${inFrench.format(count)} ${count > 1 ? more : one}`;

const sentences: Readonly<Record<string, string>> = {
  'number': 'numéro hors suite',
  'previous-hash': "ne suit pas l'empreinte de l'acte précédent",
  'hash': "l'empreinte ne correspond pas à l'acte",
  'at': "daté avant l'acte qui le précède",
  'deadline': "échéance et auteur ne s'accordent pas",
  'content': 'le contenu a changé',
  'content-missing': 'le contenu manque',
  'lines': 'les lignes ne sont pas celles qui ont été envoyées',
  'effects': 'effets différents de ceux de la procédure',
  'status': 'statut différent',
  'state': 'état différent de celui que donnent les actes',
  'acts': 'aucun acte',
  'passed-without-act': 'une échéance est dite passée sans acte',
};
const sentenceOf = (what: string): string =>
  what.startsWith('refused-')
    ? `la procédure refuse cet acte (${what})`
    : sentences[what]
      ? `${sentences[what]} (${what})`
      : what;
const lineOf = ({ caseId, number, what }: Fault): string =>
  `  dossier ${caseId}${number > 0 ? `, acte ${String(number)}` : ''} : ${sentenceOf(what)}`;

/** What the command prints. */
export function summarise({ cases, acts, erased, faults, brokenSeal }: Verification): string {
  const sealed = brokenSeal === undefined;
  return [
    `${many(cases, 'dossier recalculé', 'dossiers recalculés')}, ${many(acts, 'acte vérifié', 'actes vérifiés')}.`,
    ...(erased > 0
      ? [
          `${many(erased, 'contenu effacé', 'contenus effacés')} à l'échéance de conservation : l'empreinte reste, la chaîne se vérifie.`,
        ]
      : []),
    ...(sealed
      ? []
      : [
          `Journal : le sceau posé à la ligne ${inFrench.format(brokenSeal)} ne correspond plus aux lignes qu'il couvre.`,
        ]),
    ...(faults.length > 0
      ? [`${many(faults.length, 'écart trouvé', 'écarts trouvés')} :`]
      : sealed
        ? ['Tout concorde.']
        : []),
    ...faults.slice(0, 50).map(lineOf),
    ...(faults.length > 50 ? [`  … et ${inFrench.format(faults.length - 50)} autres`] : []),
  ].join('\n');
}
