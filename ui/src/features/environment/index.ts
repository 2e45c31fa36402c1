import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { EnvironmentScreen as screen } from './EnvironmentScreen';
export const locales = { 'zh-CN': zh, en };
