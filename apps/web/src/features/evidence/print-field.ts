import { useI18n } from 'vue-i18n';
import { useCountyName } from '../../api/counties';
import { useUnitName, useVillageName } from '../../api/units';
import { usePrinter } from '../../shared/printer';
import type { FieldFormat } from './record-fields';

/** Prints a field of a record; an empty text where it has no value. */
export function useFieldPrinter(): (value: unknown, format: FieldFormat) => string {
  const i18n = useI18n();
  const print = usePrinter();
  const countyName = useCountyName();
  const unitName = useUnitName();
  const villageName = useVillageName();
  return (value, format) => {
    if (typeof value !== 'string' && typeof value !== 'number') return '';
    const text = String(value);
    if (text === '') return '';
    if (typeof format === 'object') return i18n.te(`words.${format.word}.${text}`) ? i18n.t(`words.${format.word}.${text}`) : text;
    switch (format) {
      case 'yuan':
        return value === 0 ? '' : print.value.yuan(Number(value));
      case 'grams':
        return print.value.mass(Number(value));
      case 'unit':
        return unitName(text);
      case 'village':
        return villageName(text);
      case 'county':
        return countyName(text);
      case 'permille':
        return print.value.share(Number(value) * 10);
      default:
        return text;
    }
  };
}
