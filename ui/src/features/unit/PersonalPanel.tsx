/** The mother's name and contacts: read only when somebody asks for them, gone when the panel is closed. */
import { Button } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery } from '@/api';
import { Facts, Loaded, Panel, useFieldName, useTexts } from '@/shared';
import classes from './Unit.module.css';

export function PersonalPanel({ donation }: { donation: string }) {
  const t = useTexts('unit');
  const [shown, setShown] = useState(false);
  return (
    <Panel
      title={t('part.personal')}
      aside={
        <Button variant="subtle" leftSection={shown ? <IconEyeOff size={20} /> : <IconEye size={20} />} onClick={() => setShown(!shown)} data-testid="unit-personal">
          {t(shown ? 'personal.hide' : 'personal.show')}
        </Button>
      }
    >
      {shown ? <Personal donation={donation} /> : <p className={classes.quiet}>{t('personal.hint')}</p>}
    </Panel>
  );
}

function Personal({ donation }: { donation: string }) {
  const t = useTexts('unit');
  const fieldName = useFieldName();
  const personal = useCommandQuery('donation.personal', { donation });
  return (
    <Loaded query={personal}>
      {(data) => data.held_here ? (
        <Facts columns={3} items={[[fieldName('name'), data.name], [fieldName('identity_document'), data.identity_document], [fieldName('phone'), data.phone]]} />
      ) : (
        <p className={classes.quiet}>{t('personal.elsewhere')}</p>
      )}
    </Loaded>
  );
}
