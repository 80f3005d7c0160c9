/** What is wrong or strange in what was told of a doctor. */
import type { KnownDoctor } from '../../db/doctors/find.ts';
import { addMonths, type Day } from '../../domain/calendar.ts';
import { doctorName } from '../../domain/doctors/name.ts';
import { findQualification, parseInami } from '../../domain/inami.ts';
import { findLocality, localitiesOf } from '../../domain/localities.ts';
import { specialtyWords } from '../../views/specialty-words.ts';
import type { Kind } from '../../workflows/doctor-validation/contract.ts';
import type { DraftContext, Finding } from '../drafts/form.ts';
import { findPostcode } from '../forms/numbers.ts';
import type { Values } from './questions.ts';

/** What the rules look at. */
export interface DoctorContext extends DraftContext {
  facility: { name: string; bodyName: string };
  /** The parameter says so (hypothèse: it is not). */
  needsOfficePhone: boolean;
  /** The number that stands in the form, and whether ONE has validated the doctor for somebody. */
  sought?: { inami: string; known: KnownDoctor | undefined };
  /** The numbers that stand in the list of this place already. */
  standing: ReadonlyMap<string, string>;
}

export const fault = (field: string, text: string): Finding => ({ level: 'fault', field, text });
const warning = (field: string, text: string, instead?: Kind): Finding => ({
  level: 'warning',
  field,
  text,
  ...(instead ? { instead } : {}),
});

/** Of the number: whether it agrees with itself, with the function, with the list of this place, and with what ONE knows. */
export function ofNumber(values: Values, context: DoctorContext, kind: Kind): Finding[] {
  const read = values.inami === undefined ? undefined : parseInami(values.inami);
  if (!read?.ok) return [];
  const findings: Finding[] = [];
  if (context.standing.has(read.value))
    findings.push(
      fault('inami', 'Ce médecin est déjà dans la liste de cette crèche : ouvrez sa fiche dans « Mes médecins »'),
    );
  if (read.warnings.includes('check'))
    findings.push(
      warning(
        'inami',
        "Les chiffres de contrôle du numéro INAMI ne concordent pas : relisez-le. S'il est exact, vous pouvez continuer ; l'ONE le vérifiera.",
      ),
    );
  if (read.warnings.includes('qualification'))
    findings.push(
      warning(
        'inami',
        "Les trois derniers chiffres du numéro INAMI ne sont ni d'un médecin généraliste ni d'un pédiatre.",
      ),
    );
  const qualification = findQualification(read.value);
  if (qualification && values.function && (qualification === 'paediatrics') !== (values.function === 'paediatrician'))
    findings.push(
      warning('function', "La fonction choisie n'est pas celle que dit le numéro INAMI : vérifiez l'une et l'autre."),
    );
  // Looked up for another number: its page will tell.
  if (context.sought?.inami !== read.value) return findings;
  if (kind === 'new' && context.sought.known)
    findings.push(
      warning(
        'inami',
        "L'ONE connaît déjà ce médecin : seules la collaboration et la convention sont à valider. Ce que vous avez encodé de la collaboration est repris.",
        'known',
      ),
    );
  if (kind === 'known' && !context.sought.known)
    findings.push(
      fault('inami', "L'ONE ne connaît pas encore ce médecin : ajoutez-le comme nouveau médecin, avec ses coordonnées"),
      warning('inami', 'Vous pouvez introduire un nouveau médecin avec ce que vous avez encodé.', 'new'),
    );
  return findings;
}

export function ofAddress({ address, country }: Values): Finding[] {
  if (!address || (country !== undefined && country !== 'be')) return [];
  const postcode = findPostcode(address.postcode);
  if (postcode === undefined || postcode < '1000')
    return [fault('address.postcode', 'Le code postal belge compte quatre chiffres, par exemple 5000')];
  const names = localitiesOf(postcode);
  return names.length === 0 || findLocality(postcode, address.locality)
    ? []
    : [fault('address.locality', `Le code postal ${postcode} est celui de ${names.join(', ')}`)];
}

/** A year mistyped: further than ten years back or a year ahead (hypothèse). */
export const ofDay = (from: Day | undefined, today: Day): Finding[] =>
  from !== undefined && (from < addMonths(today, -120) || from > addMonths(today, 12))
    ? [fault('from', "Cette date est trop éloignée d'aujourd'hui : vérifiez l'année")]
    : [];

/** « Dr Anne-Sophie Claes, pédiatre »: all that one body may know of what another has typed. */
export function nameOf(doctor: KnownDoctor): string {
  const qualification = findQualification(doctor.inami);
  const specialty =
    qualification && specialtyWords[qualification === 'paediatrics' ? 'paediatrician' : 'general-practitioner'];
  return `${doctorName(doctor)}${specialty ? `, ${specialty.toLowerCase()}` : ''}`;
}

/** Its check digits do not agree: ONE takes it with a motive only. */
export function isDoubtful(typed: unknown): boolean {
  const read = typeof typed === 'string' ? parseInami(typed) : undefined;
  return read?.ok === true && read.warnings.includes('check');
}
