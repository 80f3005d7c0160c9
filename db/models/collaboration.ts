import { Model } from 'objection';
import type { Day, Instant } from '../../domain/calendar.ts';
import type { DocumentKind, FunctionCode, LinkCode } from '../../domain/staff/functions.ts';
import { Facility } from './facility.ts';
import { OrganisingBody } from './organising-body.ts';

/** A human being, known once. What is kept of the national number is read by db/team alone. */
export class Person extends Model {
  static override tableName = 'people';
  declare id: string;
  declare first_name: string;
  declare family_name: string;
  declare born_on: Day | null;
  declare sort_name: string;
  declare version: number;
  declare updated_by: string | null;
  declare updated_at: Instant;
}

/** A person at one organising body. */
export class Collaboration extends Model {
  static override tableName = 'collaborations';
  declare id: string;
  declare person_id: string;
  declare organising_body_id: string;
  declare created_by: string | null;
  declare created_at: Instant;
  declare version: number;
  declare updated_by: string | null;
  declare updated_at: Instant;
  declare identity_changed_at: Instant | null;
  /** Fetched as a graph. */
  declare person?: Person;
  declare body?: OrganisingBody;
  declare contracts?: StaffContract[];
  declare diplomas?: StaffDiploma[];
  declare documents?: StaffDocument[];
  declare absences?: StaffAbsence[];

  static override relationMappings = () => ({
    person: {
      relation: Model.BelongsToOneRelation,
      modelClass: Person,
      join: { from: 'collaborations.person_id', to: 'people.id' },
    },
    body: {
      relation: Model.BelongsToOneRelation,
      modelClass: OrganisingBody,
      join: { from: 'collaborations.organising_body_id', to: 'organising_bodies.id' },
    },
    contracts: ofSheet(StaffContract, 'staff_contracts'),
    diplomas: ofSheet(StaffDiploma, 'staff_diplomas'),
    documents: ofSheet(StaffDocument, 'staff_documents'),
    absences: ofSheet(StaffAbsence, 'staff_absences'),
  });
}
const ofSheet = (modelClass: typeof Model, table: string) => ({
  relation: Model.HasManyRelation,
  modelClass,
  join: { from: 'collaborations.id', to: `${table}.collaboration_id` },
});

class OfSheet extends Model {
  declare id: string;
  declare collaboration_id: string;
  declare version: number;
  declare updated_by: string | null;
  declare updated_at: Instant;
}
/** What somebody does in a place, and from when to when. Null is still to be filled in; `to_on`: without an end. */
export class StaffContract extends OfSheet {
  static override tableName = 'staff_contracts';
  declare facility_id: string;
  declare link: LinkCode;
  declare function: FunctionCode | null;
  declare regime: 'percent' | 'hours';
  declare percent: number | null;
  declare weekly_hours: number | null;
  declare employer: string | null;
  declare from_on: Day | null;
  declare to_on: Day | null;
  /** Read by the sheet: whether it is for these eyes. */
  declare shown: boolean;
  /** Fetched as a graph. */
  declare facility?: Facility;

  static override relationMappings = () => ({
    facility: {
      relation: Model.BelongsToOneRelation,
      modelClass: Facility,
      join: { from: 'staff_contracts.facility_id', to: 'facilities.id' },
    },
  });
}
export class StaffDiploma extends OfSheet {
  static override tableName = 'staff_diplomas';
  declare title: string;
  declare obtained_on: Day | null;
}
export class StaffDocument extends OfSheet {
  static override tableName = 'staff_documents';
  declare kind: DocumentKind;
  declare dated_on: Day;
  declare expires_on: Day | null;
}
export class StaffAbsence extends OfSheet {
  static override tableName = 'staff_absences';
  declare from_on: Day;
  declare to_on: Day | null;
}
