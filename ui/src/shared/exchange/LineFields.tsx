/** What lies between a station and its centre: a proxy, and certificates of an authority of its own. */
import { FieldLongText, FieldText, type FieldProps } from '../form/texts';
import { useTexts } from '../i18n';

interface Props {
  proxy: FieldProps<string>;
  authority: FieldProps<string>;
}

export function LineFields({ proxy, authority }: Props) {
  const t = useTexts();
  return (
    <>
      <FieldText {...proxy} description={t('line.proxy_hint')} mono />
      <FieldLongText {...authority} description={t('line.ca_hint')} />
    </>
  );
}
