import { Model, type QueryBuilder } from 'objection';
import type { Instant } from '../../domain/calendar.ts';
import { Facility } from './facility.ts';
import { OrganisingBody } from './organising-body.ts';
import { User } from './user.ts';

/** A message to the helpdesk, and what has become of it. */
export class Ticket extends Model {
  static override tableName = 'contact_messages';
  declare id: string;
  declare number: number;
  declare at: Instant;
  declare user_id: string | null;
  declare name: string;
  declare email: string;
  declare subject: string;
  declare message: string;
  declare organising_body_id: string | null;
  declare facility_id: string | null;
  declare about: string | null;
  declare assignee_id: string | null;
  declare answered_at: Instant | null;
  declare handled_at: Instant | null;
  declare handled_by: string | null;
  /** Of the helpdesk: who gave it to the agent that has it in hand; null: it is at the helpdesk. */
  declare handed_by: string | null;
  declare handed_at: Instant | null;
  declare handed_note: string | null;
  /** In lists: the name of whoever has it in hand. */
  declare holder?: string | null;
  /** Fetched as a graph. */
  declare facility?: Facility | null;
  declare body?: OrganisingBody | null;
  declare assignee?: User | null;
  declare replies?: TicketReply[];

  static override relationMappings = () => ({
    facility: {
      relation: Model.BelongsToOneRelation,
      modelClass: Facility,
      join: { from: 'contact_messages.facility_id', to: 'facilities.id' },
    },
    body: {
      relation: Model.BelongsToOneRelation,
      modelClass: OrganisingBody,
      join: { from: 'contact_messages.organising_body_id', to: 'organising_bodies.id' },
    },
    assignee: {
      relation: Model.BelongsToOneRelation,
      modelClass: User,
      join: { from: 'contact_messages.assignee_id', to: 'users.id' },
    },
    replies: {
      relation: Model.HasManyRelation,
      modelClass: TicketReply,
      join: { from: 'contact_messages.id', to: 'contact_replies.message_id' },
    },
  });

  static override modifiers = {
    open(query: QueryBuilder<Ticket>) {
      void query.whereNull('handled_at');
    },
  };
}

/** What was written about a ticket after it. */
export class TicketReply extends Model {
  static override tableName = 'contact_replies';
  declare id: string;
  declare message_id: string;
  declare at: Instant;
  declare author_id: string;
  declare from_helpdesk: boolean;
  declare text: string;
}
