import { runProcess } from '../process';
import { createIntake } from './app';

/** The public process. */
runProcess({
  name: 'intake',
  listen: ({ intake }) => intake,
  database: ({ database }) => database.intakeUrl,
  setting: 'INTAKE_DATABASE_URL',
  create: createIntake,
});
