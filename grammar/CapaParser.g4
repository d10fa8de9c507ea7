// The language of `.capa` files. LL(1) throughout; every alternative that lowering to the AST tells
// apart has a label. A new line (NL) ends a statement; the token stream supplies one before a `}`.
parser grammar CapaParser;

options { tokenVocab = CapaLexer; }

file : (NL | item)* EOF ;

item
  : team
  | plan
  | rules
  | pack
  | setting
  | ruleDeclaration
  | activity NL
  | LANGUAGE number NL
  ;

// ---- team -------------------------------------------------------------------------------------

team : TEAM string LBRACE (NL | teamStatement NL)* RBRACE ;

teamStatement
  : QUARTER_WORD QUARTER                                             # TeamQuarter
  | REFERRALS rate (RANGE number DOTS number)? since?                # TeamReferrals
  | TRANSFER percent (DOTS percent)? since?                          # TeamTransfer
  | CORE number name since?                                          # TeamCoreAppointments
  | WEEKS number PER name since?                                     # TeamWeeks
  | FTE number since?                                                # TeamFte
  | SITES string (COMMA string)*                                     # TeamSites
  | SKILLS string (COMMA string)*                                    # TeamSkills
  | CHOICE choiceMethod since? LBRACE (NL | allocation NL)* RBRACE      # TeamChoice
  | targetStatement                                                  # TeamTarget
  | activity                                                         # TeamActivity
  | setStatement                                                     # TeamSet
  ;

choiceMethod : WEEKLY | QUOTA ;

allocation : string number cycle? ;

rate : number rateSuffix ;

rateSuffix : PER (WEEK | WORD | QUARTER_WORD) ;

// ---- plan -------------------------------------------------------------------------------------

plan : PLAN VACANT? string (IN string)? since? LBRACE (NL | planStatement NL)* RBRACE ;

planStatement
  : ROLE string                                                      # PlanRole
  | GROUP string                                                     # PlanGroup
  | CONTRACT amount                                                  # PlanContract
  | FTE number                                                       # PlanFte
  | SKILLS string (COMMA string)*                                    # PlanSkills
  | BEFORE BIG ADMIN                                                 # PlanBeforeBigAdmin
  | LEAVE string date DOTS date                                      # PlanLeave
  | REVIEW date                                                      # PlanReview
  | AGREED signature (COMMA signature)*                              # PlanAgreed
  | UNTIL date                                                       # PlanUntil
  | dayLine                                                          # PlanDay
  | targetStatement                                                  # PlanTarget
  | setStatement                                                     # PlanSet
  | useStatement                                                     # PlanUse
  ;

signature : string date ;

dayLine : (days (half | clockRange)? | ANY DAY) block (COMMA block)* ;

days : MON | TUE | WED | THU | FRI | SAT | SUN | DAYS ;
half : AM | PM | EVE ;
clockRange : CLOCK MINUS CLOCK ;

block : blockActivity string? measure? (WITH string)? (AT string)? (IN string)? ;

blockActivity : activityWord+ ;

// How much and how often: `3.5h x2 every 2 weeks`. What a number counts, the word after it says.
measure
  : MINUS? (QUANTITY COUNT? frequency? | (NUMBER | DECIMAL_COMMA) numbered)
  | COUNT frequency?
  | cycle
  ;

numbered
  : WORD COUNT? frequency?
  | COUNT frequency?
  | everyWeeks
  | weekOfCycle
  | weeksIn
  | perPeriod
  |
  ;

frequency : cycle | number (weeksIn | perPeriod) ;

cycle        : everyWeeks | weekOfCycle | weeksOfCycle | perPeriod ;
everyWeeks   : EVERY number? (WEEK | WEEKS) ;
weekOfCycle  : WEEK number OF number ;
weeksOfCycle : WEEKS number (COMMA number)* AND number OF number ;
weeksIn      : WEEKS IN number ;
perPeriod    : PER (WEEK | WORD | QUARTER_WORD) ;

targetStatement : (TARGET | ACTUAL) QUARTER targetPart (COMMA targetPart)* ;
targetPart      : (CHOICE | CORE) number ;

since : FROM date ;

// ---- rules, settings, exceptions -----------------------------------------------------------------

rules : RULES string? LBRACE (NL | rulesStatement NL)* RBRACE ;

rulesStatement
  : useStatement                                                     # RulesUse
  | setStatement                                                     # RulesSet
  | LEVEL ruleRef levelName                                          # RulesLevel
  | allowStatement                                                   # RulesAllow
  | ruleDeclaration                                                  # RulesRule
  | setting                                                          # RulesSetting
  | activity                                                         # RulesActivity
  ;

useStatement   : USE word (FOR string)? ;
setStatement   : SET word expression since? ;
allowStatement : ALLOW ruleRef (FOR string)? (UNTIL date)? (BECAUSE string)? ;
ruleRef        : word ;
levelName      : WORD | NOTE ;

// What a comment `# capa: …` may say.
directive : ALLOW ruleRef (IN WORD)? (UNTIL date)? (BECAUSE string)? NL? EOF ;

activity : ACTIVITY string IS activityWord+ ;

pack : PACK word LBRACE (NL | packStatement NL)* RBRACE ;

packStatement
  : TITLE string                                                     # PackTitle
  | EDITION string                                                   # PackEdition
  | SOURCE string                                                    # PackSource
  | DOC string+                                                      # PackDoc
  | STANDARD                                                         # PackStandard
  | OPTIONAL                                                         # PackOptional
  ;

setting : SETTING word (IS word)? (EQ expression)? LBRACE (NL | settingStatement NL)* RBRACE ;

settingStatement
  : DOC string+                                                      # SettingDoc
  | SOURCE string                                                    # SettingSource
  ;

// ---- rule -----------------------------------------------------------------------------------------

ruleDeclaration : RULE word LBRACE (NL | clause NL)* RBRACE ;

clause
  : CODE WORD                                                        # Code
  | LEVEL levelName                                                  # Level
  | TITLE string                                                     # Title
  | SOURCE string                                                    # Source
  | STANDARD string                                                  # Standard
  | DOC string+                                                      # Doc
  | FOR EACH word (WHERE expression)?                                # Scope
  | LET word EQ expression string?                                   # Let
  | REQUIRE expression                                               # Require
  | AT expression (COMMA ELSE expression)*                           # At
  | SAY string+                                                      # Say
  | NOTE string+ (AT expression)?                                    # Note
  | HELP string+                                                     # Help
  | FIX SUGGESTED? string edit (COMMA edit)*                         # Fix
  | EXAMPLE (GOOD | BAD) string? LBRACE (NL | item)* RBRACE           # Example
  ;

edit
  : REPLACE expression WITH string                                   # ReplaceEdit
  | INSERT WORD? string AFTER expression                             # InsertEdit
  | DELETE expression                                                # DeleteEdit
  ;

// ---- expressions --------------------------------------------------------------------------------

// A value between braces in a message.
value : expression NL? EOF ;

expression
  : IF expression THEN expression ELSE expression                    # Conditional
  | disjunction                                                      # Plain
  ;

disjunction : conjunction (OR conjunction)* ;
conjunction : negation (AND negation)* ;
negation    : NOT negation | comparison ;
comparison  : sum (comparator sum)? ;
comparator  : LT | LE | GT | GE | EQ | NE | IN | IS ;
sum         : product ((PLUS | MINUS) product)* ;
product     : unary ((TIMES | OVER) unary)* ;
unary       : MINUS unary | postfix ;
postfix     : primary (DOT call)* ;

primary
  : literal                                                          # LiteralPrimary
  | call                                                             # CallPrimary
  | LPAREN expression RPAREN                                         # Group
  ;

call : exprWord+ (LPAREN arguments? RPAREN)? ;

arguments
  : EACH word (WHERE expression)?                                    # EachArguments
  | expression (COMMA expression)* (FOR EACH word (WHERE expression)?)?  # ListArguments
  ;

literal
  : (NUMBER | DECIMAL_COMMA) unitWord? rateSuffix?                   # NumberLiteral
  | QUANTITY rateSuffix?                                             # QuantityLiteral
  | COUNT                                                            # CountLiteral
  | PERCENT                                                          # PercentLiteral
  | DATE                                                             # DateLiteral
  | QUARTER                                                          # QuarterLiteral
  | CLOCK                                                            # ClockLiteral
  | string                                                           # StringLiteral
  | YES                                                              # YesLiteral
  | NO                                                               # NoLiteral
  ;

// ---- small things -----------------------------------------------------------------------------------

amount  : MINUS? (QUANTITY | (NUMBER | DECIMAL_COMMA) (WORD | WEEKS)?) ;
number  : MINUS? (NUMBER | DECIMAL_COMMA) ;
percent : PERCENT | DECIMAL_COMMA ;
date    : DATE | SLASHED_DATE ;
string  : STRING | CURLY_STRING | OPEN_STRING ;

unitWord : WORD | WEEK | WEEKS | REFERRALS ;
name     : word ;

// A name of a rule, a setting, a pack or a collection.
word : WORD | WEEKS | softKeyword ;

// A word of an activity in a plan. What says how often begins with none of them.
activityWord : WORD | AND | OF | softKeyword ;

// A word in an expression: what begins another clause or joins expressions cannot be one.
exprWord
  : WORD | ADMIN | BIG | CHOICE | CONTRACT | CORE | FTE | GROUP | LEAVE | PLAN | QUARTER_WORD
  | QUOTA | RANGE | REFERRALS | REVIEW | ROLE | RULE | RULES | SITES | SKILLS | TARGET | TEAM | TRANSFER
  | WEEK | WEEKLY | WEEKS | ACTIVITY | ACTUAL | AGREED | ANY | DAY
  ;

softKeyword
  : ACTIVITY | PACK | PLAN | RULE | RULES | SETTING | TEAM | ACTUAL | AGREED | ALLOW | BECAUSE | BEFORE
  | CHOICE | CONTRACT | CORE | FTE | GROUP | LEAVE | LEVEL | QUOTA | RANGE | REFERRALS | REVIEW | ROLE
  | SITES | SKILLS | TARGET | TRANSFER | WEEKLY | QUARTER_WORD | BAD | BIG | ADMIN | CODE | DOC | EDITION
  | EXAMPLE | GOOD | HELP | NOTE | OPTIONAL | SOURCE | STANDARD | SUGGESTED | TITLE | USE | ANY | DAY
  | LANGUAGE | VACANT
  ;
