/** Of the home, what opens everything else: never in the same place as a backup. */
export const KEPT_APART = ['secrets.json', 'keys', 'workspace/secret.key'];
