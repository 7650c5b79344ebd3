/** How the name of a partition folder spells NULL. */
export const NULL_PARTITION = '__HIVE_DEFAULT_PARTITION__';
