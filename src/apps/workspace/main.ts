import { join } from 'node:path';
import { runProgram } from '../run-program';

runProgram(join(__dirname, 'main.program.js'));
