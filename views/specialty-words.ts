/** What a doctor of a crèche is, in the words of the guide (10.1.3.1). */
import type { Specialty } from '../db/doctors/collaborations.ts';

export const specialtyWords: Readonly<Record<Specialty, string>> = {
  'general-practitioner': 'Médecin généraliste',
  'paediatrician': 'Pédiatre',
};
