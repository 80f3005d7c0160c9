import { Model, type QueryBuilder } from 'objection';
import type { Instant } from '../../domain/calendar.ts';
import { Case } from './case.ts';

/** A file of a draft or a case; its bytes stand in the blob store under their digest. */
export class Document extends Model {
  static override tableName = 'documents';
  declare id: string;
  declare case_id: string | null;
  declare draft_id: string | null;
  declare slot: string;
  declare origin: 'operator' | 'one';
  declare name: string;
  declare media_type: string;
  declare size: number;
  declare act_number: number | null;
  declare uploaded_at: Instant;
  declare uploaded_by: string | null;
  /** Of a photo, in pixels. */
  declare width: number | null;
  declare height: number | null;

  /** Of its case: read by `ofCase`. */
  declare reference: string;
  declare kind: string;

  static override relationMappings = () => ({
    case: {
      relation: Model.BelongsToOneRelation,
      modelClass: Case,
      join: { from: 'documents.case_id', to: 'cases.id' },
    },
  });

  static override modifiers = {
    /** Standing, with the reference and the kind of its case. */
    ofCase(query: QueryBuilder<Document>) {
      void query
        .joinRelated('case')
        .whereNull('documents.withdrawn_at')
        .select('documents.*', 'case.reference', 'case.kind');
    },
    standing(query: QueryBuilder<Document>) {
      void query
        .whereNull('withdrawn_at')
        .orderBy('uploaded_at')
        .select(
          'id',
          'slot',
          'origin',
          'name',
          'size',
          'media_type',
          'act_number',
          'uploaded_at',
          'uploaded_by',
          'width',
          'height',
        );
    },
    /** Put with the case by its operator, not yet sent with an act. */
    waiting(query: QueryBuilder<Document>) {
      void query.whereNull('withdrawn_at').whereNull('act_number').where('origin', 'operator');
    },
  };
}
