import type { Random } from '../random.ts';

const GIVEN =
  'Aaron Abigail Adrian Alice Amara Amir Andre Anita Anton Aria Arjun Bella Ben Bianca Boris Brian Camila Carlos Carmen Caroline Chen Chloe Clara Connor Dana Daniel Darius Diana Diego Elena Eli Emma Eric Esther Ethan Eva Farah Felix Fiona Gabriel Grace Hana Hannah Harun Hugo Ian Ibrahim Ines Irina Isaac Isabel Ivan Jack Jada James Jamal Jasmine Javier Jenna Jin Joel Jonas Jordan Julia Karim Kate Keiko Kevin Kofi Laila Lars Laura Leo Lena Liam Lina Lucas Lucy Luis Maya Malik Marcus Maria Mark Martin Mei Mia Miguel Min Mona Nadia Naomi Nathan Nia Nikhil Nina Noah Nora Olga Oliver Omar Oscar Paula Pavel Peter Priya Quinn Rachel Rafael Rania Ravi Rebecca Ren Robert Rosa Ruby Ruth Ryan Sam Sana Sara Sean Selma Simon Sofia Stefan Sunita Tariq Theo Tom Uma Vera Victor Wei Will Yara Yuki Yusuf Zara Zoe'.split(
    ' ',
  );
const FAMILY =
  'Abbott Adams Ahmed Ali Alvarez Anderson Baker Banerjee Bauer Bell Bennett Berg Brooks Brown Burke Campbell Carter Castro Chang Chavez Cho Clark Cohen Cole Collins Cooper Costa Cruz Davis Diaz Dixon Dubois Edwards Ellis Evans Fischer Fisher Flores Ford Foster Fox Garcia Gomez Gray Green Gupta Hall Han Harris Hassan Hayes Hernandez Hill Hoang Howard Huang Hughes Hunt Ivanov Jackson Jain James Jensen Johnson Jones Joshi Kang Kaplan Kelly Khan Kim King Klein Kowalski Kumar Lam Lee Lewis Li Lin Lopez Malik Martin Mason Mehta Meyer Miller Mitchell Moore Morales Morgan Murphy Nakamura Nguyen Novak Obi Okafor Oliver Ortiz Owens Park Parker Patel Perez Petrov Pham Phillips Popov Powell Price Ramirez Reed Reyes Rivera Roberts Rossi Ruiz Russell Santos Sato Schmidt Scott Shah Silva Singh Smith Sokolov Stein Stewart Suzuki Tan Taylor Thomas Torres Tran Turner Vargas Volkov Walker Wang Ward Watson Weber White Williams Wilson Wong Wood Wright Yang Young Zhang'.split(
    ' ',
  );

export interface Name {
  given: string;
  family: string;
  /** The part of the mail address before the `@`; unlike any other's. */
  login: string;
}

/** Names drawn at random for everybody alike, so that a name tells nothing about whoever bears it. */
export function createNames(random: Random): () => Name {
  const taken = new Set<string>();
  return () => {
    const [given, family] = [random.pick(GIVEN), random.pick(FAMILY)];
    const plain = `${given}.${family}`.toLowerCase();
    let login = plain;
    for (let number = 2; taken.has(login); number++) login = `${plain}${number}`;
    taken.add(login);
    return { given, family, login };
  };
}
