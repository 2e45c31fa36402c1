import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { SetupScreen as screen } from './SetupScreen';
export const locales = { 'zh-CN': zh, en };
