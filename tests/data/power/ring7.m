function mpc = ring7
%RING7  Seven buses that use every feature of the format that a power flow reads.
%   Made for these tests; its solution stands beside it in ring7_expected.csv.
%{
A ring of four 110 kV buses with two parallel lines, a tapped transformer, a phase shifter,
a shunt, two generators on one bus, an ideal connection (zero impedance), a bus that is isolated,
and elements that are out of service.
%}
mpc.version = '2';
mpc.baseMVA = 1e2; # hash comments are Octave's

%	bus_i	type	Pd	Qd	Gs	Bs	area	Vm	Va	baseKV	zone	Vmax	Vmin
mpc.bus = [
	10	3	0	0	0	0	1	1.02	5	110	1	1.1	0.9;
	20	2	30	10	0	0	1	1.0	0	110	1	1.1	0.9
	7,	1,	45,	15,	0,	0,	1,	1.0,	0,	110,	1,	1.1,	0.9;
	40	1	20	5	1/2	8.0	1	1.0	0 ...
		110	1	1.1	0.9;	% a row in two lines
	55	1	12	4	0	0	1	1.0	0	20	1	1.1	0.9; 60	1	8	-2	0	0	1	1	0	20	1	1.1	0.9;
	900	4	99	99	0	0	1	1	0	20	1	1.1	0.9;
];

mpc.gen = [
	10	0	0	Inf	-Inf	1.02	100	1	250	0;
	20	25	0	30	-10	1.01	100	1	250	0;
	20	15	0	15	-5	1.01	100	1	250	0;
	40	50	9	15	-5	1.05	100	0	250	0;
	55	3	1	15	-5	1.00	100	1	250	0;
];

%	fbus	tbus	r	x	b	rateA	rateB	rateC	ratio	angle	status	angmin	angmax
mpc.branch = [
	10	20	0.02	0.08	0.03	Inf	0	0	0	0	1	-360	360;
	10	20	0.03	0.1	0.02	0	0	0	0	0	1	-360	360;
	20	7	0.015	+.06	0.01	0	0	0	0	0	1	-360	360;
	7	40	1e-2	5.0e-2	0.01	0	0	0	0	0	1	-360	360;
	40	10	0.02	0.09	0.02	0	0	0	1	-2.5	1	-360	360;
	40	55	0.002	0.11	0	40	0	0	0.975	0	1	-360	360;
	55	60	0	0	0	0	0	0	0	0	1	-360	360;
	10	7	0.01	0.05	0	0	0	0	0	0	0	-360	360;
	60	900	0.01	0.05	0	0	0	0	0	0	1	-360	360;
];
mpc.bus_name = {'Grid'; 'Works % not a comment'; 'It''s'; 'D'; 'E'; 'F'; 'G'};
mpc.gencost = [2 0 0 3 0.01 40 0];
