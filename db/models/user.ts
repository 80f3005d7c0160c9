import { Model } from 'objection';

export class User extends Model {
  static override tableName = 'users';
  declare id: string;
  declare first_name: string;
  declare family_name: string;
  declare email: string;
  declare portal: 'pro' | 'office';
}
