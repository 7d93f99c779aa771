import { useI18n } from 'vue-i18n';

/** Names a read model as people call it; one that is newer than these texts keeps its own name. */
export function useReadModelName(): (name: string) => string {
  const i18n = useI18n();
  return (name) => (i18n.te(`words.readModel.${name}`) ? i18n.t(`words.readModel.${name}`) : name);
}
