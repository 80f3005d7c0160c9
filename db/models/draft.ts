import { Model, raw, type QueryBuilder } from 'objection';
import type { Instant } from '../../domain/calendar.ts';
import { Facility } from './facility.ts';
import { OrganisingBody } from './organising-body.ts';
import { User } from './user.ts';

/** A request that is being prepared. */
export class Draft extends Model {
  static override tableName = 'drafts';
  declare id: string;
  declare slug: string;
  declare kind: string;
  declare organising_body_id: string;
  /** Null: of a whole organising body. */
  declare facility_id: string | null;
  declare subject_kind: 'facility' | 'organising-body';
  declare subject_id: string;
  declare period: string | null;
  declare administration: string;
  declare form: Record<string, unknown>;
  declare version: number;
  declare token: string;
  declare updated_at: Instant;
  declare updated_by: string;
  declare submitted_case_id: string | null;
  declare discarded_at: Instant | null;
  /** Read by `touched`. */
  declare updated_by_name: string;
  /** Read by `placed`: the facility, or the organising body where there is none. */
  declare facility_name: string;

  static override relationMappings = () => ({
    body: {
      relation: Model.BelongsToOneRelation,
      modelClass: OrganisingBody,
      join: { from: 'drafts.organising_body_id', to: 'organising_bodies.id' },
    },
    facility: {
      relation: Model.BelongsToOneRelation,
      modelClass: Facility,
      join: { from: 'drafts.facility_id', to: 'facilities.id' },
    },
    updatedBy: {
      relation: Model.BelongsToOneRelation,
      modelClass: User,
      join: { from: 'drafts.updated_by', to: 'users.id' },
    },
  });

  static override modifiers = {
    /** Neither sent nor discarded. */
    open(query: QueryBuilder<Draft>) {
      void query.whereNull('drafts.submitted_case_id').whereNull('drafts.discarded_at');
    },
    /** With who touched it last. */
    touched(query: QueryBuilder<Draft>) {
      void query
        .joinRelated('updatedBy')
        .select('drafts.*', raw(`"updatedBy".first_name || ' ' || "updatedBy".family_name as updated_by_name`));
    },
    placed(query: QueryBuilder<Draft>) {
      void query
        .joinRelated('body')
        .leftJoinRelated('facility')
        .select(raw('coalesce(facility.name, body.name) as facility_name'));
    },
  };
}
