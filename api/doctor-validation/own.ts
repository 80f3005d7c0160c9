/** What the pages of a doctor read beside their case: who the doctor is for ONE, the other places, and what waits for the decision. */
import { heldByDoctor, type HeldMonth } from '../../db/consultations/held.ts';
import {
  findDoctorOfCase,
  listColleagues,
  listConsultationDays,
  listElsewhere,
  listStanding,
  type Colleague,
  type DoctorOfCase,
  type Elsewhere,
} from '../../db/doctors/find.ts';
import { listPlacesWithout } from '../../db/doctors/places.ts';
import { storyOf, type Story, type Told } from '../../db/doctors/told.ts';
import { asOpening, type Ability } from '../../db/access/subjects.ts';
import type { Database } from '../../db/connect.ts';
import type { Day } from '../../domain/calendar.ts';
import { doctorName } from '../../domain/doctors/name.ts';
import type { Kind, Words } from '../../workflows/doctor-validation/contract.ts';
import type { CaseFile, CaseRowOf } from '../cases/procedure-pages.ts';

export interface Own {
  /** Undefined where the doctor was introduced again since: the other case tells. */
  doctor: DoctorOfCase | undefined;
  /** For ONE; an operator reads nothing of other bodies. */
  elsewhere: Elsewhere[];
  colleagues: Colleague[];
  /** By month, what waits for the doctor. */
  held: HeldMonth[];
  consultationDays: Day[];
  /** The numbers that stand in the list of the place, with the case of each. */
  standing: ReadonlyMap<string, string>;
  /** The other crèches of the body where the doctor is not introduced. */
  without: ReadonlySet<string>;
}
export interface Pages {
  words: Words;
  kind: Kind;
  own: Own;
}
export type File = CaseFile<Pages>;
export type Row = CaseRowOf<Pages>;

const none: ReadonlySet<string> = new Set();
export async function loadOwn(db: Database, row: Row, _today: Day, ability: Ability): Promise<Own> {
  if (row.facility_id === null) throw new Error('a doctor without a crèche');
  const doctor = await findDoctorOfCase(db, row.id);
  const [elsewhere, colleagues, standing, without, held, consultationDays] = await Promise.all([
    listElsewhere(db, ability, row.id),
    listColleagues(db, row.id, row.facility_id),
    listStanding(db, row.facility_id),
    // For who may introduce somebody: ONE does not.
    ability.can('prepare', asOpening(row.slug, { ...row, id: row.facility_id })) ? listPlacesWithout(db, row.id) : none,
    doctor ? heldByDoctor(db, doctor.collaborationId) : [],
    doctor ? listConsultationDays(db, doctor.collaborationId) : [],
  ]);
  return { doctor, elsewhere, colleagues, standing, without, held, consultationDays };
}

/** What was sent and accepted, from the acts; undefined where it is erased. */
export const toldIn = ({ acts }: File): Story | undefined => storyOf(acts);

/** The doctor by name: as ONE knows them, else as the operator has typed it. */
export function nameOfDoctor(file: File): string {
  const { doctor } = file.own;
  const asked: Partial<Told> = toldIn(file)?.asked ?? {};
  return doctorName(doctor?.validated ? doctor : asked);
}
