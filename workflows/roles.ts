/** Who may act, and what each is called. A role is added here; rights and lists read it from here. */
export const operatorRoles = ['administrator', 'user-manager', 'data-manager', 'childminder'] as const;
/** The agents who act on cases, each in the procedures' role of the same name. */
export const agentRoles = [
  'referent',
  'coordinator',
  'adviser',
  'health-referent',
  'asr-manager',
  'aes-referent',
  'aes-manager',
  'atl-director',
  'subsidy-manager',
  'subsidy-signatory',
  'dpo',
] as const;

export type OperatorRole = (typeof operatorRoles)[number];
export type OfficeRole = (typeof agentRoles)[number] | 'appeal-secretariat' | 'supervisor' | 'helpdesk';
/** What a person may be given. */
export type GrantRole = OperatorRole | OfficeRole;

/** Who may act in a procedure: `operator` is anybody the organising body gave the right to; `clock` and `procedure` are no persons. */
export type Role = 'operator' | OfficeRole | 'clock' | 'procedure';

/** Who follows a place: the agent conseil a childminder (document), the coordination accueil a crèche (hypothèse). */
export const followers = ['coordinator', 'adviser'] as const;
export const followerOf = (home: boolean): (typeof followers)[number] => (home ? 'adviser' : 'coordinator');

/** The roles in the words of the guides. */
export const roleNames: Readonly<Record<Role | GrantRole, string>> = {
  'operator': 'Pouvoir organisateur',
  'administrator': 'Administrateur·rice',
  'user-manager': 'Gestionnaire des utilisateurs',
  'data-manager': "Gestionnaire des données de l'activité",
  'childminder': "Accueillant·e d'enfants indépendant·e",
  'referent': 'Référent·e accueil',
  'coordinator': 'Coordinateur·trice accueil',
  'adviser': 'Agent conseil',
  'health-referent': 'Référent·e santé',
  'asr-manager': "Responsable de l'administration subrégionale",
  'aes-referent': 'Référent·e agrément AES',
  'aes-manager': 'Gestionnaire de subsides AES 1',
  'atl-director': "Direction de l'accueil temps libre",
  'subsidy-manager': 'Gestionnaire subsides',
  'subsidy-signatory': 'Signataire des subsides',
  'appeal-secretariat': 'Secrétariat des recours',
  'supervisor': 'Superviseur·e',
  'helpdesk': 'Helpdesk',
  'dpo': 'Délégué·e à la protection des données',
  'clock': 'Échéance',
  'procedure': 'Autre procédure',
};
