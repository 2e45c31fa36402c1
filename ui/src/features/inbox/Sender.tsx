/** Which device sent a message: its number and name in the register, or what it calls itself, and where that was. */
import type { InboxItem } from '@/api';
import { useTexts } from '@/shared';

export function Sender({ device, instrument, site }: Pick<InboxItem, 'device' | 'instrument' | 'site'>) {
  const t = useTexts('inbox');
  const name = device?.description ?? (instrument || t('no_name'));
  return <span data-testid="sender">{[device?.code, name, site].filter(Boolean).join(' · ')}</span>;
}
